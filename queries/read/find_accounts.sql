-- The accounts with this text in a name, an alias or a key.
-- $part: the text, lower case
-- $clean: the text as a cleaned name
select distinct a.key, a.name, a.domain, a.status, a.country, a.industry, a.size, a.employees,
    (select count(*) from belongs b where b.owner = a.id) as mentions
from account a
join belongs b on b.owner = a.id
join node k on k.id = b.mention
left join naming n on n.mention = b.mention
where contains(lower(a.name), $part) or contains(k.key, $part)
    or ($clean <> '' and contains(n.clean, $clean))
order by a.name, a.key
