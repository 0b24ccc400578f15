-- Forgets edges of one type that a source states.
-- $kind: the edge type
-- $source: its name
-- rows: mention, other
delete from fact as f
using rows as r
where f.kind = $kind and f.source = $source and f.mention = r.mention and f.other = r.other
