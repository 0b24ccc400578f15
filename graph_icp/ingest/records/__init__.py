"""Rows as statements about companies and people."""
