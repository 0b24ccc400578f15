"""Customers: who they are, what they are worth, what they share."""
