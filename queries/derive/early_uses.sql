-- Of how many technologies is it known since when accounts use them, and how often are they early?
with dated as (
    select b.owner as account, f.other as technology, min(f.since) as since
    from fact f join belongs b on b.mention = f.mention
    where f.kind = 'USES' and f.since is not null and (f.until is null or f.until > f.last_seen)
    group by b.owner, f.other
),
-- Early is who is among the first tenth of those users; of users of one day all or none.
placed as (
    select account, cume_dist() over (partition by technology order by since) as place from dated
)
select account, count(*)::integer as dated,
    (count(*) filter (place <= 0.1))::integer as early
from placed
group by account
order by account
