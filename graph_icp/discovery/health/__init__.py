"""What to know before believing a list."""
