-- Merges the names of mentions: a name that is there gets its earliest and latest day.
-- rows: mention, name, clean, place, alias, source, load, first_seen, last_seen
merge into naming as n
using rows as r
on n.mention = r.mention and n.name = r.name and n.clean = r.clean and n.place = r.place
    and n.alias = r.alias and n.source = r.source
when matched and (r.first_seen < n.first_seen or r.last_seen > n.last_seen)
then update set
    first_seen = least(n.first_seen, r.first_seen),
    last_seen = greatest(n.last_seen, r.last_seen)
when not matched then insert
    (mention, name, clean, place, alias, source, load, first_seen, last_seen)
    values (r.mention, r.name, r.clean, r.place, r.alias, r.source, r.load,
        r.first_seen, r.last_seen)
returning merge_action
