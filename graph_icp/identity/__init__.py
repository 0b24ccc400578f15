"""Identity of companies and people: keys of mentions, and mentions to accounts."""
