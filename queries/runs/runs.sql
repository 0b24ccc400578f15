-- Which runs were there, and how many accounts did each rank?
select r.id, r.made_at, r.method, r.loads, r.labels, r.options, count(f.run) as ranked
from run r
left join run_fit f on f.run = r.id
group by r.id, r.made_at, r.method, r.loads, r.labels, r.options
order by r.id
