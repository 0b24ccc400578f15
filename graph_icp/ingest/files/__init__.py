"""A file as batches of text."""
