// That companies attended events, where the rows of these guests alone say so.
// rows: id
// gives: mention integer, other integer, source text
UNWIND $rows AS id
MATCH (:Mention {id: id})-[:NAMES]->(p:Person)-[j:JOINED {mention: id}]->(e:Event)
MATCH (p)-[w:WORKS_AT {mention: id}]->(c:Account)-[a:ATTENDED]->(e)
WHERE w.source = j.source AND a.source = j.source
  AND NOT EXISTS {
    MATCH (guest:Person)-[joined:JOINED]->(e)
    MATCH (guest)-[job:WORKS_AT]->(c)
    WHERE joined.source = j.source AND job.source = j.source AND job.mention = joined.mention
      AND NOT joined.mention IN $rows
  }
RETURN DISTINCT a.mention AS mention, e.id AS other, a.source AS source
ORDER BY source, mention, other
