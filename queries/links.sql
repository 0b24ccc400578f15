-- Which links are there in one relation?
-- $relation: its name
select account, trait, value from link where relation = $relation
