-- Moves edges that are there: the latest word on `until`, role and strength stands.
-- $kind: the edge type
-- rows: mention, other, since, until, role, strength, source, load, first_seen, last_seen
update fact as f
-- What had ended by being gone from a full export (load 0) begins again.
set load = case when f.load = 0 then r.load else f.load end,
    first_seen = least(f.first_seen, r.first_seen),
    last_seen = greatest(f.last_seen, r.last_seen),
    until = case when f.load = 0 or r.last_seen > f.last_seen then r.until
        when r.last_seen = f.last_seen then greatest(f.until, r.until) else f.until end,
    role = case when f.load = 0 or r.last_seen > f.last_seen then r.role
        when r.last_seen = f.last_seen then least(f.role, r.role) else f.role end,
    strength = case when f.load = 0 or r.last_seen > f.last_seen then r.strength
        when r.last_seen = f.last_seen then greatest(f.strength, r.strength) else f.strength end
from rows r
where f.kind = $kind and f.mention = r.mention and f.other = r.other
    and f.since is not distinct from r.since and f.source = r.source
    and (f.load = 0 or r.first_seen < f.first_seen or r.last_seen > f.last_seen
        or (r.last_seen = f.last_seen and (
            greatest(f.until, r.until) is distinct from f.until
            or least(f.role, r.role) is distinct from f.role
            or greatest(f.strength, r.strength) is distinct from f.strength)))
