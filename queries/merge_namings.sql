-- Adds the names that mentions bear; a name told again moves only when it was seen.
-- rows: kind, key, name, clean, place, alias, source, as_of
-- $load: the load that tells them
merge into naming as n
using (
    select m.id as mention, r.name, r.clean, r.place, r.alias, r.source,
        min(r.as_of) as first_seen, max(r.as_of) as last_seen
    from rows r join node m on m.kind = r.kind and m.key = r.key
    group by all
) as r
on n.mention = r.mention and n.name = r.name and n.clean = r.clean and n.place = r.place
    and n.alias = r.alias and n.source = r.source
when matched and (r.first_seen < n.first_seen or r.last_seen > n.last_seen) then update set
    first_seen = least(n.first_seen, r.first_seen), last_seen = greatest(n.last_seen, r.last_seen)
when not matched then insert
    (mention, name, clean, place, alias, source, load, first_seen, last_seen)
    values (r.mention, r.name, r.clean, r.place, r.alias, r.source, $load,
        r.first_seen, r.last_seen)
