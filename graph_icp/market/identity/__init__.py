"""Identity of a market's accounts: their mentions, match candidates and people's decisions."""
