-- The people who have an e-mail address at these domains.
-- rows: domain
select distinct b.owner as id
from node n
join belongs b on b.mention = n.id
join rows r on n.key like 'email:%'
    and (ends_with(n.key, '@' || r.domain) or ends_with(n.key, '.' || r.domain))
where n.kind = 'Person'
order by id
