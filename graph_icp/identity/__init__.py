"""Whose company (or person) a row is: keys of mentions, and mentions to accounts."""
