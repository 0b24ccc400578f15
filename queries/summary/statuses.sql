-- The number of accounts with each status.
select status, count(*) as accounts from account group by status order by 2 desc, 1
