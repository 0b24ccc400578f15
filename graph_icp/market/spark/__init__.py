"""A market on a Spark cluster: the door to it, and its list."""
