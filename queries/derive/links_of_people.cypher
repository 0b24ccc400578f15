// Derives the people who work or worked at accounts: here these edges are the links.
RETURN 0 AS made
