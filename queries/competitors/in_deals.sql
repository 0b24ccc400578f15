-- What is said in the open deals of accounts, by the latest word on each deal.
-- $property: what is asked for: "competitor" or "note"
with last as (
    select b.owner as account, f.other as deal, f.outcome, f.opened_on, f.last_seen
    from fact f
    join belongs b on b.mention = f.mention
    where f.kind = 'HAS_DEAL' and not f.ended
    qualify f.last_seen = max(f.last_seen) over (partition by f.other)
),
open as (
    select account, deal, min(opened_on) as opened, max(last_seen) as last_seen
    from last
    group by account, deal
    having bool_and(coalesce(outcome, 'open') = 'open')
),
said as (
    select node, arg_min(struct_pack(value := value, source := source),
        struct_pack(age := -epoch(last_seen), value := value, source := source)) as last
    from property
    where property = $property and node in (select deal from open)
    group by node
)
select o.account, s.last.value as text, s.last.source as source, o.opened, o.last_seen
from open o join said s on s.node = o.deal
order by o.account, text, s.last.source
