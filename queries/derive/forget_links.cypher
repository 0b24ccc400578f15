// Forgets the links of accounts: here each relation forgets its own when it is derived.
RETURN 0 AS made
