-- Of which kinds of edges that tell of signals are there any? Jobs that ended count as jobs.
with told as (
    -- Each looks no further than to the first one.
    (select 'CUSTOMER_OF' as kind from fact where kind = 'CUSTOMER_OF' limit 1)
    union all
    (select 'SHOWED' from fact where kind = 'SHOWED' limit 1)
    union all
    (select 'USES' from fact where kind = 'USES' limit 1)
    union all
    (select 'WORKS_AT' from fact where kind = 'WORKS_AT' limit 1)
    union all
    (select 'WORKS_AT' from fact where kind = 'WORKED_AT' limit 1)
)
select distinct kind from told order by kind
