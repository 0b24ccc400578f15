-- The pairs of mentions of which a person said that one belongs to the other.
with told as (
    -- Of a list few are expected, so they are looked up among nodes, which are not all read.
    select unnest(list({child: mention, parent: other, seen: last_seen}), max_depth := 2)
    from fact
    where kind = 'SUBSIDIARY_OF' and source = 'person'
)
select child.key as child, parent.key as parent, t.seen as decided_on
from told t join node child on child.id = t.child join node parent on parent.id = t.parent
order by 1, 2
