-- The domains and pages on rows with several ids of one system: whose each is, and these ids.
with ends as (
    select a, b from same_as where not decided and reason in ('same row', 'same id')
    union all
    select b, a from same_as where not decided and reason in ('same row', 'same id')
),
several as (select a from ends group by a having min(b) <> max(b))
select address, system, id, account, key, whose
from (
    select address.key as address, split_part(id.key, ':', 1) as system, id.key as id,
        account.name as account, account.key, owned.owner = belonging.owner as whose
    from (select distinct e.a, e.b from ends e semi join several s on s.a = e.a) tied
    join node address on address.id = tied.a
        and split_part(address.key, ':', 1) in ('domain', 'linkedin')
    join node id on id.id = tied.b
        and split_part(id.key, ':', 1) not in ('domain', 'linkedin', 'name', 'id')
    join belongs owned on owned.mention = address.id
    join belongs belonging on belonging.mention = id.id
    join account on account.id = belonging.owner
)
qualify count(distinct id) over (partition by address, system) > 1
order by address, system, not whose, account, id
