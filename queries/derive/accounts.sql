-- Derives these accounts from their mentions, names, properties, labels and feedback.
-- rows: id
-- $placeholders: the pattern of names that name nobody, such as test account
delete from account where id in (select id from rows);

insert into account by name
-- What cannot be a number or a day is not tried: filters come too late for that.
with properties as (
    select p.account as id,
        any_value(p.value) filter (p.property = 'country') as country,
        string_agg(n.name, '; ' order by n.name) filter (p.property = 'industry') as industry,
        any_value(n.name) filter (p.property = 'region') as region,
        any_value(n.name) filter (p.property = 'size') as size,
        any_value(try_cast(case when p.property = 'employees' then p.value end as bigint)) as employees,
        any_value(try_cast(case when p.property = 'revenue' then p.value end as double)) as revenue,
        any_value(p.value) filter (p.property = 'status') as status,
        any_value(try_cast(case when p.property = 'value' then p.value end as double)) as value,
        any_value(try_cast(case when p.property = 'customer_since' then p.value end as date))
            as customer_since,
        any_value(p.value) filter (p.property = 'owner') as owner,
        any_value(try_cast(case when p.property = 'first_won' then p.value end as date)) as first_won,
        count(*) filter (p.property = 'open_deals') > 0 as in_talks,
        count(*) filter (p.property = 'won_deals') > 0 as has_bought
    from rows r
    join account_property p on p.account = r.id
    left join node n on n.key = p.value and n.kind = case p.property
        when 'industry' then 'Industry' when 'region' then 'Region' when 'size' then 'SizeBand' end
    group by p.account
),
-- The name that most sources bear, each by its latest; placeholders and long names in capitals last.
told as (
    select b.owner as id, n.name, n.source, n.last_seen, m.key like 'name:%' as bare
    from rows r
    join belongs b on b.owner = r.id
    join naming n on n.mention = b.mention and not n.alias
    join node m on m.id = n.mention
    qualify n.last_seen = max(n.last_seen) over (partition by n.mention, n.source)
),
borne as (
    select id, name, count(distinct source) as sources, bool_and(bare) as bare,
        max(last_seen) as latest
    from told
    group by id, name
),
names as (
    select id, arg_min(name, struct_pack(
        odd := regexp_full_match(lower(name), $placeholders)
            or (length(name) > 4 and name = upper(name) and name <> lower(name)),
        sources := -sources,
        bare := bare,
        age := -epoch(latest),
        shouted := name = upper(name),
        name := name)) as name
    from borne
    group by id
),
labels as (
    select b.owner as id, arg_max(struct_pack(status := l.status, value := l.value),
        struct_pack(on_day := l.decided_on, key := m.key)) as said
    from rows r
    join belongs b on b.owner = r.id
    join label l on l.mention = b.mention
    join node m on m.id = l.mention
    group by b.owner
),
said as (
    select b.owner as id, arg_max(struct_pack(makes := f.makes, on_day := f.said_on),
        struct_pack(on_day := f.said_on, key := m.key)) as last
    from rows r
    join belongs b on b.owner = r.id
    join feedback f on f.mention = b.mention
    join node m on m.id = f.mention
    group by b.owner
)
select k.id, k.key,
    coalesce(n.name, regexp_replace(k.key, '^\w+:', '')) as name,
    case when k.key like 'domain:%' then substr(k.key, 8) end as domain,
    p.country, p.industry, p.region, p.size, p.employees, p.revenue,
    -- A won deal makes a customer and an open one an open deal, unless a source says otherwise;
    -- of a company that no file names, it makes none.
    coalesce(f.last.makes, l.said.status, case
        when p.status in ('churned', 'bad fit', 'competitor', 'partner') then p.status
        when p.has_bought and (n.name is not null
            or split_part(k.key, ':', 1) in ('domain', 'linkedin', 'name')) then 'customer'
        when p.in_talks and coalesce(p.status, 'prospect') = 'prospect' then 'open deal'
        else p.status end, 'prospect') as status,
    coalesce(l.said.value, p.value) as value,
    coalesce(p.customer_since, p.first_won,
        case when f.last.makes = 'customer' then f.last.on_day end) as customer_since, p.owner
from rows r
join belongs b on b.mention = r.id and b.owner = r.id
join node k on k.id = r.id
left join properties p on p.id = r.id
left join names n on n.id = r.id
left join labels l on l.id = r.id
left join said f on f.id = r.id
