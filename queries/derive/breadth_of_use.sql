-- How many technologies does each account use, a category counting once, and what does it spend?
-- $relation: the relation whose links say now how mature it is
with categories as (
    select node, arg_min(value, struct_pack(age := -epoch(last_seen), value := value)) as category
    from property
    where property = 'category'
    group by node
),
counted as (
    select account, count(*) as traits from link where relation = 'uses' group by account
),
-- So many technologies of an account are one with another of their category.
alike as (
    select l.account, count(*) - count(distinct c.category) as more
    from link l join categories c on c.node = l.trait
    where l.relation = 'uses'
    group by l.account
),
breadth as (
    select u.account, u.traits - coalesce(a.more, 0) as breadth
    from counted u left join alike a on a.account = u.account
),
bands as (
    select l.account, n.key as band
    from link l join node n on n.id = l.trait
    where l.relation = $relation
)
select coalesce(u.account, b.account) as account, coalesce(u.breadth, 0)::integer as breadth,
    try_cast(p.value as double) as spend, b.band
from breadth u
full join bands b on b.account = u.account
left join account_property p on p.account = u.account and p.property = 'technology_spend'
order by 1
