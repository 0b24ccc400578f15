-- Of how many technologies is it known since when these accounts use them, and how often early?
-- rows: id
with dated as (
    select account, trait, since from link where relation = 'uses' and since is not null
),
own as (select d.* from dated d join rows r on r.id = d.account),
-- Early is who is among the first tenth of those users; of users of one day all or none. Later is
-- the first day that is none of theirs: nine tenths of the users stand there or behind it.
tenths as (
    select d.trait, quantile_disc(d.since, 0.9 order by d.since desc) as later
    from dated d semi join own o on o.trait = d.trait
    group by d.trait
)
select o.account, count(*)::integer as dated,
    (count(*) filter (o.since < t.later))::integer as early
from own o join tenths t on t.trait = o.trait
group by o.account
order by o.account
