-- The people who asked not to be contacted, by the latest statement of any source.
select distinct b.owner as id
from (
    select node, source, arg_max(value, struct_pack(seen := last_seen, text := value)) as value
    from property
    where property = 'opted_out'
    group by node, source
) p
join belongs b on b.mention = p.node
where p.value = 'true'
order by 1
