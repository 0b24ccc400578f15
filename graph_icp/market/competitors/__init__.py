"""Competitors of a market: their customers, and which accounts they are themselves."""
