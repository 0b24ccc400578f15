"""Attendees, as event platforms export them."""
