-- Moves when names that are there were seen.
-- rows: mention, name, clean, place, alias, source, first_seen, last_seen
update naming as n
set first_seen = least(n.first_seen, r.first_seen), last_seen = greatest(n.last_seen, r.last_seen)
from rows r
where n.mention = r.mention and n.name = r.name and n.clean = r.clean and n.place = r.place
    and n.alias = r.alias and n.source = r.source
    and (r.first_seen < n.first_seen or r.last_seen > n.last_seen)
