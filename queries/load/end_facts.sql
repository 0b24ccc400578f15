-- Ends edges on the day on which their source last told them.
-- $source: its name
-- rows: kind, mention, other, since
update fact as f
-- Load 0 says so, until a source tells them again.
set until = case when f.kind = 'HAS_DEAL' then f.until else f.last_seen end, load = 0
from rows r
where f.source = $source and f.kind = r.kind and f.mention = r.mention and f.other = r.other
    and f.since is not distinct from r.since
