// Forgets these keys of accounts where others are said to have been: visits, introductions, places.
// rows: key
UNWIND $rows AS key
CALL {
  WITH key
  MATCH (:Person)-[v:VISITED {role: key}]->()
  DELETE v
}
CALL {
  WITH key
  MATCH (:Mention)-[i:INTRODUCTION {account: key}]->()
  DELETE i
}
// A name that is borne elsewhere too stays there.
CALL {
  WITH key
  MATCH (m:Mention {kind: 'Person'})-[c:CALLED {place: key}]->(n)
  WITH c, EXISTS { MATCH (m)-[o:CALLED]->(n) WHERE NOT o.place IN $rows } AS elsewhere
  FOREACH (_ IN CASE WHEN elsewhere THEN [1] ELSE [] END | DELETE c)
  FOREACH (_ IN CASE WHEN elsewhere THEN [] ELSE [1] END | SET c.place = '')
}
