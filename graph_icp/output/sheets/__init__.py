"""Listings as Excel workbooks."""
