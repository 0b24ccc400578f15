-- The edges of a source that have not ended, with the keys of their ends.
-- $source: its name
select f.kind, f.mention, f.other, f.since, f.last_seen, n.key
from fact f
join node n on n.id = f.other
where f.source = $source and (f.until is null or f.until > f.last_seen)
