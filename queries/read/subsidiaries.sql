-- The accounts that belong to others, and who says so.
with told as (
    -- Of a list few are expected, so they are looked up among mentions, which are not all read.
    select unnest(list({child: mention, parent: other, role: role, source: source}),
        max_depth := 2)
    from fact
    where kind = 'SUBSIDIARY_OF' and (until is null or until > last_seen)
)
select distinct child.owner as child, parent.owner as parent, t.role, t.source
from told t
join belongs child on child.mention = t.child
join belongs parent on parent.mention = t.parent
where child.owner <> parent.owner
order by all
