-- The number of accounts known by an id alone, without a domain or a name.
select count(*) as n
from account a
where a.domain is null and a.key not like 'name:%' and not exists (
    from belongs b join naming n on n.mention = b.mention
    where b.owner = a.id)
