-- Which people asked not to be written to? The latest word counts.
select b.owner as id
from property p join belongs b on b.mention = p.node
where p.property = 'opted_out'
group by b.owner
having arg_max(p.value, struct_pack(seen := p.last_seen, text := p.value)) = 'true'
order by 1
