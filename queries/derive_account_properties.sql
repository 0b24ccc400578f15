-- Derives what is known of these accounts: the latest word, the smallest of equals; industries all.
-- rows: id
delete from account_property where account in (select id from rows);

insert into account_property (account, property, value)
with told as (
    select b.owner as account, p.node, p.property, p.value, p.source, p.last_seen
    from rows r join belongs b on b.owner = r.id join property p on p.node = b.mention
),
latest as (
    select account, property, last_seen, min(value) as value
    from told
    where property <> 'industry'
    group by account, property, last_seen
),
industries as (
    select account, property, value
    from told
    where property = 'industry'
    qualify last_seen = max(last_seen) over (partition by node, source)
)
select account, property, arg_max(value, last_seen) from latest group by account, property
union
select account, property, value from industries
