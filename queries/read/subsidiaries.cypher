// The accounts that belong to others, and who says so.
// gives: child integer, parent integer, role text, source text
MATCH (child:Account)-[f:SUBSIDIARY_OF]->(parent:Account)
WHERE child <> parent AND (f.until IS NULL OR f.until > f.last_seen)
RETURN DISTINCT child.id AS child, parent.id AS parent, f.role AS role, f.source AS source
ORDER BY child, parent, role, source
