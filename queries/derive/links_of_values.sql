-- Derives the links of one relation from the properties of accounts that hold its traits' keys.
-- rows: id
-- $relation: the relation
-- $properties: the properties, with | between them
-- $kind: the kind of node that their values name
insert into link (relation, account, trait, value)
select distinct $relation, p.account, n.id, 1
from rows r
join account_property p
    on p.account = r.id and list_contains(string_split($properties, '|'), p.property)
join node n on n.kind = $kind and n.key = p.value
