"""Columns of files as relations: their values read, checked, linked and proposed."""
