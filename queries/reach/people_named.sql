-- The people who have this cleaned name, or one of these keys.
-- $clean: the name as names are compared
-- rows: key
select distinct b.owner as id, own.key, own.name
from node n
join belongs b on b.mention = n.id
join node own on own.id = b.owner
where n.kind = 'Person' and (n.key in (select key from rows) or n.id in (
    select mention from naming where clean = $clean and not alias))
order by own.key
