"""The command export: lists to take away, for people and for programs."""
