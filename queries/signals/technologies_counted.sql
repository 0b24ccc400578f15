-- How many customers and how many companies of the market use each technology, and any (no key)?
with used as (
    select l.account, l.trait, a.status = 'customer' as customer
    from link l join account a on a.id = l.account
    where l.relation = 'uses' and a.status in ('customer', 'prospect', 'open deal')
)
select n.key, count(*) filter (u.customer) as customers, count(*) filter (not u.customer) as market
from used u join node n on n.id = u.trait
group by n.key
union all
select null, count(distinct account) filter (customer), count(distinct account) filter (not customer)
from used
order by key nulls last
