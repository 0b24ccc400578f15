-- Adds edges from mentions to traits as sources tell them, those that are not there.
-- $kind: the edge type
-- rows: mention, other, since, until, role, strength, source, load, first_seen, last_seen
merge into fact as f
using rows as r
on f.kind = $kind and f.mention = r.mention and f.other = r.other
    and f.since is not distinct from r.since and f.source = r.source
when not matched then insert
    (kind, mention, other, since, until, role, strength, source, load, first_seen, last_seen)
    values ($kind, r.mention, r.other, r.since, r.until, r.role, r.strength, r.source, r.load,
        r.first_seen, r.last_seen)
