-- The numbers of accounts and people, and of the ways of naming them.
select count(*) filter (n.kind = 'Account') as accounts,
    count(*) filter (n.kind = 'Person') as people, (select count(*) from belongs) as mentions
from belongs b join node n on n.id = b.mention
where b.mention = b.owner
