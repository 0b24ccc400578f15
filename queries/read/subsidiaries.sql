-- The accounts that belong to others, and who says so.
select distinct child.owner as child, parent.owner as parent, f.role, f.source
from fact f
join belongs child on child.mention = f.mention
join belongs parent on parent.mention = f.other
where f.kind = 'SUBSIDIARY_OF' and child.owner <> parent.owner
    and (f.until is null or f.until > f.last_seen)
order by all
