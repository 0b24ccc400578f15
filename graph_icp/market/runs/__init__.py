"""Runs of `discover` in the store: kept once, named, and read back."""
