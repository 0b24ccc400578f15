"""Lists: which accounts a list shows, and what changed from one list to another."""
