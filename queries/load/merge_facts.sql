-- Merges edges as sources state them: the latest value wins, and a new edge replaces an ended one.
-- $kind: the edge type
-- rows: mention, other, since, until, role, strength, amount, outcome, closed_on, opened_on, ended, source, load, first_seen, last_seen
merge into fact as f
using rows as r
on f.kind = $kind and f.mention = r.mention and f.other = r.other
    and f.since is not distinct from r.since and f.source = r.source
when matched and (f.ended or r.first_seen < f.first_seen or r.last_seen > f.last_seen
    or (r.last_seen = f.last_seen and (
        greatest(f.until, r.until) is distinct from f.until
        or least(f.role, r.role) is distinct from f.role
        or ($kind <> 'HAS_DEAL' and greatest(f.strength, r.strength) is distinct from f.strength)
        or ($kind = 'HAS_DEAL' and f.role is not distinct from r.role and (
            greatest(f.strength, r.strength) is distinct from f.strength
            or greatest(f.amount, r.amount) is distinct from f.amount))
        or least(f.outcome, r.outcome) is distinct from f.outcome
        or greatest(f.closed_on, r.closed_on) is distinct from f.closed_on
        or least(f.opened_on, r.opened_on) is distinct from f.opened_on)))
then update set
    ended = false,
    first_seen = least(f.first_seen, r.first_seen),
    last_seen = greatest(f.last_seen, r.last_seen),
    until = case when f.ended or r.last_seen > f.last_seen then r.until
        when r.last_seen = f.last_seen then greatest(f.until, r.until) else f.until end,
    role = case when f.ended or r.last_seen > f.last_seen then r.role
        when r.last_seen = f.last_seen then least(f.role, r.role) else f.role end,
    -- An amount, its currency (role) and what one unit of it is worth (strength) are one statement.
    strength = case when f.ended or r.last_seen > f.last_seen then r.strength
        when r.last_seen < f.last_seen then f.strength
        when $kind <> 'HAS_DEAL' or f.role is not distinct from r.role
            then greatest(f.strength, r.strength)
        when f.role is null or r.role < f.role then r.strength else f.strength end,
    amount = case when f.ended or r.last_seen > f.last_seen then r.amount
        when r.last_seen < f.last_seen then f.amount
        when f.role is not distinct from r.role then greatest(f.amount, r.amount)
        when f.role is null or r.role < f.role then r.amount else f.amount end,
    outcome = case when f.ended or r.last_seen > f.last_seen then r.outcome
        when r.last_seen = f.last_seen then least(f.outcome, r.outcome) else f.outcome end,
    closed_on = case when f.ended or r.last_seen > f.last_seen then r.closed_on
        when r.last_seen = f.last_seen then greatest(f.closed_on, r.closed_on)
        else f.closed_on end,
    opened_on = case when f.ended or r.last_seen > f.last_seen then r.opened_on
        when r.last_seen = f.last_seen then least(f.opened_on, r.opened_on)
        else f.opened_on end
when not matched then insert
    (kind, mention, other, since, until, role, strength, amount, outcome, closed_on, opened_on,
        ended, source, load, first_seen, last_seen)
    values ($kind, r.mention, r.other, r.since, r.until, r.role, r.strength, r.amount, r.outcome,
        r.closed_on, r.opened_on, coalesce(r.ended, false), r.source, r.load, r.first_seen,
        r.last_seen)
returning merge_action
