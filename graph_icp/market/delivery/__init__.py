"""What leaves a market: the accounts and people to deliver, and who is left out and why."""
