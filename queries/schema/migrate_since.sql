-- Records since when the links of a relation are known, which follow from edges of one type.
-- $relation: the relation
-- $edge: the edge type
update link
set since = told.since
from (
    select b.owner as account, f.other as trait, min(f.since) as since
    from fact f join belongs b on b.mention = f.mention
    where f.kind = $edge and (f.until is null or f.until > f.last_seen)
    group by b.owner, f.other
) told
where link.relation = $relation and link.account = told.account and link.trait = told.trait
