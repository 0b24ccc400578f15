"""The pages: an address each, one call of the market each."""
