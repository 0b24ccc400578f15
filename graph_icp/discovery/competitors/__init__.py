"""Customers of competitors: what each is to a competitor on a day, and whom we win."""
