-- Derives the links of one relation from edges of one type: the greatest strength of all sources, the first day.
-- rows: id
-- $relation: the relation
-- $edge: the edge type
insert into link (relation, account, trait, value, since)
select $relation, b.owner, f.other, max(coalesce(f.strength, 1)), min(f.since)
from rows r
join belongs b on b.owner = r.id
join fact f on f.mention = b.mention and f.kind = $edge
-- An edge that ended by the day on which it was last seen does not count.
where f.until is null or f.until > f.last_seen
group by b.owner, f.other
