-- What these accounts have as one property.
-- $property: its name
-- rows: id
select p.account, p.value
from account_property p semi join rows r on p.account = r.id
where p.property = $property
order by p.account
