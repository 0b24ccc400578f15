// Which mentions of people are told apart by one of these mentions of accounts?
// rows: id
// gives: id integer
UNWIND $rows AS row
MATCH (at:Mention {id: row.id})
MATCH (m:Mention {kind: 'Person'})-[c:CALLED {place: at.key}]->(:Name)
RETURN DISTINCT m.id AS id
