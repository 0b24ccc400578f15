"""The search for accounts and people by a part of their names, in memory."""
