-- Which of the signals that accounts showed on a day were whose, and how often by each source?
-- $since: the first day
with jobs as (
    select distinct place.owner as account, worker.owner as person
    from fact job
    join belongs place on place.mention = job.other
    join belongs worker on worker.mention = job.mention
    where job.kind in ('WORKS_AT', 'WORKED_AT')
),
shown as (
    select distinct b.owner as account, f.other, f.since
    from fact f join belongs b on b.mention = f.mention
    where f.kind = 'SHOWED' and f.since >= $since
)
select s.account, who.owner as person, n.name as signal, f.source, f.since as day,
    sum(coalesce(f.strength, 1)) as count
from fact f
join belongs who on who.mention = f.mention
join jobs j on j.person = who.owner
join shown s on s.account = j.account and s.other = f.other and s.since = f.since
join node n on n.id = f.other
where f.kind = 'VISITED'
group by s.account, who.owner, n.name, f.source, f.since
order by s.account, person, signal, f.source, day
