"""A market too large for memory, ranked in blocks: the door to it, and its list."""
