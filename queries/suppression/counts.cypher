// The numbers of tokens by kind, scope, reason, last day and the day on which it was said.
// gives: kind text, scope text, reason text, until date, said_on date, tokens integer
MATCH (s:Suppressed)
WITH s.kind AS kind, s.scope AS scope, s.reason AS reason, s.until AS until,
  s.said_on AS said_on, count(*) AS tokens
RETURN kind, scope, reason, until, said_on, tokens
ORDER BY kind, scope, reason, until, said_on
