-- The people who work at these accounts, and the colleagues who know them and refuse no path.
-- rows: id
with here as (
    select place.owner as account, worker.owner as person, max(job.role) as title
    from rows
    join belongs place on place.owner = rows.id
    join fact job on job.other = place.mention
    join belongs worker on worker.mention = job.mention
    where job.kind = 'WORKS_AT' and (job.until is null or job.until > job.last_seen)
    group by place.owner, worker.owner
),
-- The name that most sources bear; test words and names in capitals last.
borne as (
    select here.person, n.name, count(distinct n.source) as sources, max(n.last_seen) as latest
    from (select distinct person from here) here
    join belongs mine on mine.owner = here.person
    join naming n on n.mention = mine.mention and not n.alias
    group by here.person, n.name
),
named as (
    select person, arg_min(name, struct_pack(
        odd := regexp_full_match(lower(name), '(?:my )?(?:test|tests|testing|tester|asdf\w*|qwert\w*|foo|bar|foobar|dummy|sample|example|demo|xx+|unknown|duplicate|do not use|delete ?me|tbd)(?: (?:account|company|firma|user|contact|person|name|inc|gmbh|\d+))*') or (name = upper(name) and name <> lower(name)),
        sources := -sources,
        age := -epoch(latest),
        name := name)) as name
    from borne
    group by person
),
-- Through whom no path leads, in either order.
said as (
    select one.owner as one, other.owner as other
    from introduction i
    join belongs one on one.mention = i.mention
    join belongs other on other.mention = i.other
    where i.result = 'never'
),
refused as (
    select one, other from said union select other, one from said
)
select here.account, here.person as id, coalesce(any_value(named.name), n.name) as person, here.title,
    coalesce(list(distinct colleague.name order by colleague.name)
        filter (where colleague.id <> here.person and refused.one is null), []) as known_by
from here
join node n on n.id = here.person
left join named on named.person = here.person
left join belongs mine on mine.owner = here.person
left join fact known on known.other = mine.mention
    and known.kind in ('KNOWS', 'RATES', 'MAILS', 'MEETS')
left join belongs knowing on knowing.mention = known.mention
left join node colleague on colleague.id = knowing.owner
left join refused on refused.one = colleague.id and refused.other = here.person
group by here.account, here.person, n.name, here.title
order by here.account, len(known_by) = 0, person, title
