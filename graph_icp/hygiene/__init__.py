"""Kinds of company that a list of lookalikes should not be taken in by."""
