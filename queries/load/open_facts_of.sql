-- The edges of a source that have not ended.
-- $source: its name
select kind, mention, other, since
from fact
where source = $source and (until is null or until > last_seen)
