"""Files that data vendors and networks sell or export."""
