// The numbers of accounts and people, and of the ways of naming them.
// gives: accounts integer, mentions integer, people integer
RETURN COUNT { (:Account) } AS accounts, COUNT { (:Mention) } AS mentions,
  COUNT { (:Person) } AS people
