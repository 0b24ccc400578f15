-- Ends edges on the day on which their source last told them.
-- $source: its name
-- rows: kind, mention, other, since
update fact as f
set until = f.last_seen
from rows r
where f.source = $source and f.kind = r.kind and f.mention = r.mention and f.other = r.other
    and f.since is not distinct from r.since
