-- The people with whom deals of accounts were won, and how many; a deal is what was said of it last.
with latest as (
    select other as deal, arg_max(coalesce(outcome, ''), struct_pack(seen := last_seen,
        won := coalesce(outcome = 'won', false))) as outcome
    from fact
    where kind = 'HAS_DEAL' and not ended
    group by other
)
select contact.owner as person, place.owner as account, count(distinct l.deal) as deals
from latest l
join fact f on f.kind = 'HAS_DEAL' and f.other = l.deal and not f.ended
join belongs place on place.mention = f.mention
join fact met on met.kind = 'CONTACT_OF' and met.other = l.deal and not met.ended
join belongs contact on contact.mention = met.mention
where l.outcome = 'won'
group by contact.owner, place.owner
order by person, account
