"""Feedback: what the team says of the companies that were given to them."""
