-- Of how many technologies is it known since when these accounts use them, and how often early?
-- rows: id
with used as (
    select distinct l.trait as technology
    from link l join rows r on l.account = r.id
    where l.relation = 'uses'
),
dated as (
    select b.owner as account, f.other as technology, min(f.since) as since
    from fact f
    join used u on u.technology = f.other
    join belongs b on b.mention = f.mention
    where f.kind = 'USES' and f.since is not null and (f.until is null or f.until > f.last_seen)
    group by b.owner, f.other
),
-- Early is who is among the first tenth of those users; of users of one day all or none.
placed as (
    select account, cume_dist() over (partition by technology order by since) as place from dated
)
select p.account, count(*)::integer as dated,
    (count(*) filter (p.place <= 0.1))::integer as early
from placed p join rows r on r.id = p.account
group by p.account
order by p.account
