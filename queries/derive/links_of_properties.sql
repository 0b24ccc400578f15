-- Derives the links of one relation from a property of accounts.
-- rows: id
-- $relation: the relation
-- $property: the property
-- $kind: the kind of node that its values name
insert into link (relation, account, trait, value)
select distinct $relation, told.account, n.id, 1
from (
    -- Several keys have blanks between them.
    select p.account, unnest(string_split(p.value, ' ')) as key
    from rows r
    join account_property p on p.account = r.id and p.property = $property
) told
join node n on n.kind = $kind and n.key = told.key
