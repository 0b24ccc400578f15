"""Text for terminals and pipes: tables, lists of accounts, and a line that says what goes on."""
