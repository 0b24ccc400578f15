-- The accounts that have or had deals in a currency, where deals have or had several.
select distinct b.owner as id
from fact f
join belongs b on b.mention = f.mention
where f.kind = 'HAS_DEAL' and f.role is not null
    and (select count(distinct role) from fact where kind = 'HAS_DEAL') > 1
