-- The colleagues of whom a file of their own is loaded.
select distinct b.owner as id
from node n
join belongs b on b.mention = n.id
where n.kind = 'Person' and n.key like 'colleague:%' and n.id in (
    select mention from fact where kind in ('KNOWS', 'RATES', 'MAILS', 'MEETS', 'HELD_JOB_AT'))
order by id
