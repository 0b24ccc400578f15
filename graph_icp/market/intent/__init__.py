"""Intent, moves and priority of the accounts of a market."""
