-- The nodes at the other ends of all edges of these mentions, with the types of edges.
-- rows: id
with ends as (
    select f.other as id, f.kind as edge from fact f join rows r on f.mention = r.id
    union
    select f.mention, f.kind from fact f join rows r on f.other = r.id
)
select n.id, n.kind, e.edge
from ends e
join node n on n.id = e.id
where n.id not in (select id from rows)
order by n.id, e.edge
