-- Records the labels that a person gives.
-- rows: mention, status, value, decided_on
insert into label (mention, status, value, decided_on)
select mention, status, value, decided_on from rows
