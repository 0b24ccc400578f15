-- Of how many technologies is it known since when accounts use them, and how often early?
with dated as (
    select account, trait, since from link where relation = 'uses' and since is not null
),
-- Early is who is among the first tenth of a technology's users; of users of one day all or none.
-- Later is the first day that is none of theirs: nine tenths of the users stand there or behind it.
tenths as (
    select trait, quantile_disc(since, 0.9 order by since desc) as later
    from dated group by trait
)
select d.account, count(*)::integer as dated,
    (count(*) filter (d.since < t.later))::integer as early
from dated d join tenths t on t.trait = d.trait
group by d.account
order by d.account
