"""Customers by themselves: what they have in common, outliers, segments."""
