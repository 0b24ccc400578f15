-- Derives the people who work or worked at accounts, if they were at two accounts or more.
-- rows: id
-- $relation: the relation
insert into link (relation, account, trait, value)
select distinct $relation, b.owner, person.owner, 1
from rows r
join belongs b on b.owner = r.id
join fact job on job.other = b.mention and job.kind in ('WORKS_AT', 'WORKED_AT')
join belongs person on person.mention = job.mention
