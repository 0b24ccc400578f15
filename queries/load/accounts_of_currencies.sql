-- The accounts that have or had deals, where these have or had several currencies, or rates.
select distinct b.owner as id
from fact f
join belongs b on b.mention = f.mention
where f.kind = 'HAS_DEAL' and (
    select count(distinct role) > 1 or count(strength) > 0 from fact where kind = 'HAS_DEAL')
