"""Commands about lists over time: what the team says of them, what changed, and runs."""
