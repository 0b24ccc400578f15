-- The colleagues of whom a file of their own is loaded, by what they go by.
select distinct b.owner as id, n.key, n.name
from node n
join belongs b on b.mention = n.id
where n.kind = 'Person' and n.key like 'colleague:%' and n.id in (
    select mention from fact where kind in ('KNOWS', 'RATES', 'MAILS', 'MEETS', 'HELD_JOB_AT'))
order by n.key
