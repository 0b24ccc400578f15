"""A cell's text as a value."""
