"""Visits to websites: signals."""
