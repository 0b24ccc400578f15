-- What these people are called.
-- $placeholders: the pattern of names that name nobody, such as test account
-- rows: id
with borne as (
    select r.id, n.name, count(distinct n.source) as sources, max(n.last_seen) as latest
    from rows r
    join belongs mine on mine.owner = r.id
    join naming n on n.mention = mine.mention and not n.alias
    group by r.id, n.name
),
-- The name that most sources bear; placeholders and names in capitals last.
named as (
    select id, arg_min(name, struct_pack(
        odd := regexp_full_match(lower(name), $placeholders) or (name = upper(name) and name <> lower(name)),
        sources := -sources,
        age := -epoch(latest),
        name := name)) as name
    from borne
    group by id
)
select r.id, coalesce(named.name, n.name) as name
from rows r
join node n on n.id = r.id
left join named on named.id = r.id
order by r.id
