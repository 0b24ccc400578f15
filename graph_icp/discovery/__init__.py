"""From customers and links to a ranked, explained list; pure functions over matrices."""
