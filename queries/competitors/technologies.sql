-- What sources tell of accounts that use or used these technologies.
-- rows: key
select b.owner as account, n.key as technology, f.since, f.until, f.source, f.first_seen, f.last_seen
from rows r
join node n on n.kind = 'Technology' and n.key = r.key
join fact f on f.kind = 'USES' and f.other = n.id
join belongs b on b.mention = f.mention
order by account, technology, f.source, f.since
