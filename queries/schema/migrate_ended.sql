-- Marks edges that have ended: before version 3 a load of 0 said so, and a deal's stayed open.
update fact
set ended = load is not distinct from 0,
    until = case when load = 0 then last_seen else until end,
    -- The first load of its source as of the day on which it was first seen; none is known of
    -- rows with days of their own.
    load = case when load = 0 then (
        select min(l.id) from load l where l.loader = fact.source and l.as_of = fact.first_seen
    ) else load end
