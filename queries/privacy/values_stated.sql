-- All that sources say of nodes under one name.
-- $property: the name
select distinct value from property where property = $property order by value
