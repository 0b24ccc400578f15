"""Reach of a market: its colleagues, the paths to its accounts, and what people said of asking."""
