"""Maps of the accounts of a market."""
