-- Records the pairs of mentions that a person may decide on.
-- rows: a, b, reason, name
insert into proposal (a, b, reason, name) select a, b, reason, name from rows
