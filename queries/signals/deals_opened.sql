-- The deals of accounts whose day of opening is known, and what came of them.
select b.owner as account, f.other as deal,
    arg_max(coalesce(f.outcome, ''), struct_pack(seen := f.last_seen,
        won := coalesce(f.outcome = 'won', false))) as outcome,
    min(f.opened_on) as opened, max(f.closed_on) as closed
from fact f
join belongs b on b.mention = f.mention
where f.kind = 'HAS_DEAL' and not f.ended
group by b.owner, f.other
having min(f.opened_on) is not null
order by account, deal
