"""Weights of relations tried on a ranked market: what each counts, and who would move."""
