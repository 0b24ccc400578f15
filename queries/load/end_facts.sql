-- Ends edges on the day on which their source last stated them, until a source states them again.
-- $source: its name
-- rows: kind, mention, other, since
update fact as f
set until = f.last_seen, ended = true
from rows r
where f.source = $source and f.kind = r.kind and f.mention = r.mention and f.other = r.other
    and f.since is not distinct from r.since
