"""Statements into a store: ids for keys, duplicates as one, what was told before, then rows."""
