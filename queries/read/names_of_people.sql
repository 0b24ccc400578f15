-- What are these people called?
-- rows: id
with borne as (
    select r.id, n.name, count(distinct n.source) as sources, max(n.last_seen) as latest
    from rows r
    join belongs mine on mine.owner = r.id
    join naming n on n.mention = mine.mention and not n.alias
    group by r.id, n.name
),
-- The name that most sources bear; names in capitals last.
named as (
    select id, arg_min(name, struct_pack(
        odd := name = upper(name) and name <> lower(name),
        sources := -sources,
        age := -epoch(latest),
        name := name)) as name
    from borne
    group by id
)
select n.id, coalesce(any_value(named.name), n.name) as person
from (select distinct id from rows) r
join node n on n.id = r.id
left join named on named.id = r.id
group by n.id, n.name
order by n.id
