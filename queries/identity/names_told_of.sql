-- The names that files give these accounts, each with its source and the days on which it was told.
-- rows: id
select b.owner as id, n.name, n.source, min(n.first_seen) as first_seen,
    max(n.last_seen) as last_seen
from rows r
join belongs b on b.owner = r.id
join naming n on n.mention = b.mention
group by b.owner, n.name, n.source
order by id, n.name, n.source
