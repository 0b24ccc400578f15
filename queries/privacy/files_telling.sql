-- The loaded files that tell of these mentions and traits.
-- rows: id
select distinct l.file
from load l
where l.id in (
    select load from naming where mention in (select id from rows)
    union
    select load from property where node in (select id from rows)
    union
    select load from fact where mention in (select id from rows) or other in (select id from rows))
order by l.file
