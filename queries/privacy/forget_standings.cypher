// Forgets where runs ranked these accounts.
// rows: account
WITH $rows AS gone
MATCH (f:RunFits)
WHERE any(account IN f.accounts WHERE account IN gone)
WITH f, [i IN range(0, size(f.accounts) - 1) WHERE NOT f.accounts[i] IN gone] AS kept
FOREACH (_ IN CASE WHEN size(kept) = 0 THEN [1] ELSE [] END | DELETE f)
FOREACH (_ IN CASE WHEN size(kept) > 0 THEN [1] ELSE [] END |
  SET f.accounts = [i IN kept | f.accounts[i]], f.points = [i IN kept | f.points[i]],
    f.first = f.ranks[kept[0]], f.ranks = [i IN kept | f.ranks[i]])
