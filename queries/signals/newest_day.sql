-- On which day was the newest fact told?
select max(last_seen) as day from fact
