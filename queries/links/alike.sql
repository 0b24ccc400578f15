-- The greatest cosine in one relation that an account can have to one whose traits these are.
-- $relation: its name
-- rows: id, scale, weight
select l.account,
    -- The other's row is at least as long as its links to these traits (Cauchy and Schwarz).
    sum(l.value * r.scale * r.weight) / sqrt(sum(l.value * l.value * r.scale * r.scale)) as most
from link l join rows r on l.trait = r.id
where l.relation = $relation and l.value > 0
group by l.account
