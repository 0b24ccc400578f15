// How many accounts are there, and how many ways of naming accounts and people?
// gives: accounts integer, mentions integer
RETURN COUNT { (:Account) } AS accounts, COUNT { (:Mention) } AS mentions
