-- The numbers of accounts and people, and of the ways of naming them.
select count(*) filter (n.kind = 'Account' and b.mention = b.owner) as accounts,
    count(*) filter (n.kind = 'Person' and b.mention = b.owner) as people, count(*) as mentions
from belongs b join node n on n.id = b.mention
