// The loaded files that tell of these mentions and traits.
// {trait}: the kinds of traits
// rows: id
// gives: file text
CALL {
  UNWIND $rows AS id
  MATCH (:Mention {id: id})-[c:CALLED]->()
  RETURN c.load AS load
  UNION
  UNWIND $rows AS id
  MATCH (:Mention {id: id})<-[said:SAYS]-()
  RETURN said.load AS load
  UNION
  UNWIND $rows AS id
  MATCH (:Mention {id: id})-[:NAMES]->()-[f]-()
  WHERE f.mention = id OR f.other = id
  RETURN f.load AS load
  // each
  UNION
  UNWIND $rows AS id
  MATCH (:{trait} {id: id})<-[f]-()
  RETURN f.load AS load
  // end
}
WITH DISTINCT load
MATCH (l:Load {id: load})
RETURN DISTINCT l.file AS file
ORDER BY file
