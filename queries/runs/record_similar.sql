-- Records to which customers accounts are most alike, and how many points what they share adds.
-- rows: account, customer, likeness, points, run
insert into similar_to (account, customer, likeness, points, run)
select account, customer, likeness, points, run from rows
