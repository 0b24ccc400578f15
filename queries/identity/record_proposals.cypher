// Records the pairs of mentions that a person may decide on.
// rows: a, b, reason, name
UNWIND $rows AS row
MATCH (a:Mention {id: row.a})
MATCH (b:Mention {id: row.b})
MERGE (a)-[:MAYBE_SAME_AS {reason: row.reason, name: row.name}]->(b)
