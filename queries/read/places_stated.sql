-- The level and the department of these people in the words of sources, the latest of each.
-- rows: id
select b.owner as id,
    arg_max(p.value, struct_pack(seen := p.last_seen, text := p.value))
        filter (where p.property = 'seniority') as seniority,
    arg_max(p.value, struct_pack(seen := p.last_seen, text := p.value))
        filter (where p.property = 'department') as department
from rows r
join belongs b on b.owner = r.id
join property p on p.node = b.mention
where p.property in ('seniority', 'department')
group by b.owner
order by id
