"""What data vendors and networks sell or export."""
