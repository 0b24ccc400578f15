"""Customers: their choice, their value and their common traits."""
