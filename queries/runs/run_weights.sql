-- What a run learned of each trait of one relation.
-- $run: its number
-- $relation: the relation
with titles as (
    select node, arg_max(value, struct_pack(seen := last_seen, text := value)) as title
    from property
    where property = 'title'
    group by node
)
select w.trait as key, coalesce(b.owner, n.id) as id, coalesce(t.title, n.name) as name,
    w.scale, w.prospects, w.weights
from run_weight w
join node n on n.kind = w.kind and n.key = w.trait
left join belongs b on b.mention = n.id
left join titles t on t.node = n.id
where w.run = $run and w.relation = $relation
order by w.trait
