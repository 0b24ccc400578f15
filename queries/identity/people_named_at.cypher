// The mentions of people whose names are told apart by one of these mentions of accounts.
// rows: id
// gives: id integer each
UNWIND $rows AS id
MATCH (at:Mention {id: id})
MATCH (m:Mention {kind: 'Person'})-[c:CALLED {place: at.key}]->(:Name)
RETURN collect(DISTINCT m.id) AS id
