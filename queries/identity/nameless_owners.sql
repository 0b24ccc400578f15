-- The systems by whose ids alone owners of deals are known, and how many there are.
select split_part(n.key, '-user:', 1) as system, count(distinct b.owner) as owners
from fact owns
join node n on n.id = owns.mention
join belongs b on b.mention = owns.mention
where owns.kind = 'OWNS' and not owns.ended and n.key like '%-user:%' and not exists (
    from belongs c join node k on k.id = c.mention
    where c.owner = b.owner and k.key like 'colleague:%')
group by system
order by system
