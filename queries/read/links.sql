-- Which links are there in one relation? Of one that a store tells twice, the greater counts.
-- $relation: its name
select account, trait, value from link where relation = $relation
