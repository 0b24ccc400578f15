-- Records to which account or person each mention belongs.
-- rows: mention, owner, why
insert into belongs (mention, owner, why) select mention, owner, why from rows
