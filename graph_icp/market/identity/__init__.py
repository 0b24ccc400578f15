"""Whose company a row is: what makes up accounts, what may be one, and what people decide."""
