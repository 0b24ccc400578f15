-- What these accounts have as some properties.
-- $properties: their names, separated by |
-- rows: id
select p.account, p.property, p.value
from account_property p semi join rows r on p.account = r.id
where list_contains(string_split($properties, '|'), p.property)
order by p.account, p.property
