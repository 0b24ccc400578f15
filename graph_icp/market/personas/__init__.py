"""Personas of a market: of whom its contacts are, and whom its accounts lack."""
