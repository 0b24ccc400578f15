-- What sources tell of accounts that are or were customers of competitors.
select b.owner as account, n.key as competitor, n.name, f.since, f.until, f.role as satisfaction,
    f.source, f.first_seen, f.last_seen
from fact f
join belongs b on b.mention = f.mention
join node n on n.id = f.other
where f.kind = 'CUSTOMER_OF'
order by account, competitor, f.source, f.since
