-- Who won a deal with whom, and when it was closed; a deal is what was said of it last.
with deals as (
    -- Of a list few are expected, so what follows is looked up for them.
    select unnest(list({deal: other, outcome: outcome, closed_on: closed_on, seen: last_seen}),
        max_depth := 2)
    from fact
    where kind = 'HAS_DEAL' and not ended
),
latest as (
    select deal, arg_max(coalesce(outcome, ''), struct_pack(seen := seen,
        won := coalesce(outcome = 'won', false))) as outcome,
        arg_max(closed_on, struct_pack(seen := seen, day := closed_on))
            filter (where outcome = 'won' and closed_on is not null) as closed_on
    from deals
    group by deal
)
select distinct owner.owner as one, contact.owner as other, l.closed_on as day
from latest l
join fact owns on owns.kind = 'OWNS' and owns.other = l.deal and not owns.ended
join belongs owner on owner.mention = owns.mention
join fact met on met.kind = 'CONTACT_OF' and met.other = l.deal and not met.ended
join belongs contact on contact.mention = met.mention
where l.outcome = 'won' and l.closed_on is not null
order by one, other, day
