"""What customers have in common, which are odd, and what kinds there are."""
