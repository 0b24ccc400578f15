-- The people whose names contain this text or begin as it does, for suggestions.
-- $part: the text, lower case
-- $beginning: its first letters
select distinct b.owner as id, n.name
from node n
join belongs b on b.mention = n.id
where n.kind = 'Person'
    and (contains(lower(n.name), $part) or starts_with(lower(n.name), $beginning))
order by n.name, id
limit 500
