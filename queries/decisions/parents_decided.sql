-- The pairs of mentions of which a person said that one belongs to the other.
select child.key as child, parent.key as parent, f.last_seen as decided_on
from fact f join node child on child.id = f.mention join node parent on parent.id = f.other
where f.kind = 'SUBSIDIARY_OF' and f.source = 'person'
order by 1, 2
