-- Records how mature accounts are in technology, of whom nothing is recorded.
-- $relation: the relation
-- rows: id, other
insert into link (relation, account, trait, value)
select $relation, id, other, 1 from rows where other is not null
