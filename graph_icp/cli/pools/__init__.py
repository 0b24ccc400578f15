"""Commands on the pools around the list."""
