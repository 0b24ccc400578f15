// The accounts with exactly these cleaned names, as their own or as aliases.
// rows: clean
// gives: clean text, id integer, alias boolean
UNWIND $rows AS clean
MATCH (n:Name {clean: clean})<-[c:CALLED]-(:Mention {kind: 'Account'})-[:NAMES]->(a:Account)
RETURN DISTINCT n.clean AS clean, a.id AS id, c.alias AS alias
