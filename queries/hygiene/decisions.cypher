// What people decided of tags: an account may have decisions on one tag from several of its mentions.
// gives: id integer, key text, name text, domain text, tag text, verdict text, decided_on date, mention text
MATCH (t:TagDecision)
MATCH (m:Mention {id: t.mention})-[:NAMES]->(a:Account)
RETURN a.id AS id, a.key AS key, a.name AS name, a.domain AS domain, t.tag AS tag,
  t.verdict AS verdict, t.decided_on AS decided_on, m.key AS mention
ORDER BY decided_on, mention, tag
