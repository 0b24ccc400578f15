-- The links of one relation; where a store has a link twice, the greater value counts.
-- $relation: its name
select account, trait, value from link where relation = $relation
