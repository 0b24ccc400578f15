"""One account: its explanation, and the accounts like it."""
