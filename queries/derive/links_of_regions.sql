-- Derives in which region accounts are: the one that a source states, else that of their country.
-- rows: id
-- $relation: the relation
insert into link (relation, account, trait, value)
select distinct $relation, p.account, n.id, 1
from rows r
join account_property p on p.account = r.id and p.property = 'region'
join node n on n.kind = 'Region' and n.key = p.value
