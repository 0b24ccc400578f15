"""Simple tables that people make themselves."""
