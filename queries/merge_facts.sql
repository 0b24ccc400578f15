-- Adds the edges that sources tell; the latest word on `until`, role and strength wins.
-- rows: kind, mention_kind, mention, other_kind, other, since, until, role, strength, source, as_of
-- $load: the load that tells them
merge into fact as f
using (
    select told.kind, told.mention, told.other, told.since, told.source,
        min(first_seen) as first_seen,
        max(last_seen) as last_seen,
        arg_max_null(until, last_seen) as until,
        arg_max_null(role, last_seen) as role,
        arg_max_null(strength, last_seen) as strength
    from (
        select r.kind, m.id as mention, o.id as other, r.since, r.source,
            r.as_of as first_seen, r.as_of as last_seen,
            max(r.until) as until, min(r.role) as role, max(r.strength) as strength
        from rows r
        join node m on m.kind = r.mention_kind and m.key = r.mention
        join node o on o.kind = r.other_kind and o.key = r.other
        group by all
    ) as told
    group by all
) as r
on f.kind = r.kind and f.mention = r.mention and f.other = r.other
    and f.since is not distinct from r.since and f.source = r.source
when matched and r.last_seen > f.last_seen then update set
    first_seen = least(f.first_seen, r.first_seen), last_seen = r.last_seen,
    until = r.until, role = r.role, strength = r.strength
when matched and (
    r.first_seen < f.first_seen
    or (r.last_seen = f.last_seen and (
        greatest(f.until, r.until) is distinct from f.until
        or least(f.role, r.role) is distinct from f.role
        or greatest(f.strength, r.strength) is distinct from f.strength))
) then update set
    first_seen = least(f.first_seen, r.first_seen),
    until = case when r.last_seen = f.last_seen then greatest(f.until, r.until) else f.until end,
    role = case when r.last_seen = f.last_seen then least(f.role, r.role) else f.role end,
    strength = case when r.last_seen = f.last_seen
        then greatest(f.strength, r.strength) else f.strength end
when not matched then insert
    (kind, mention, other, since, until, role, strength, source, load, first_seen, last_seen)
    values (r.kind, r.mention, r.other, r.since, r.until, r.role, r.strength, r.source, $load,
        r.first_seen, r.last_seen)
