-- What is known of these accounts under property names that the model does not have.
-- $known: the names that the model has, separated by commas
-- rows: id
select p.account, p.property, p.value
from account_property p semi join rows r on p.account = r.id
where not list_contains(string_split($known, ','), p.property)
order by p.account, p.property
