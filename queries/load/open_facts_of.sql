-- Which edges does a source tell that have not ended? A deal's end is the day of its closing.
-- $source: its name
select kind, mention, other, since
from fact
where source = $source and load <> 0
    and (kind = 'HAS_DEAL' or until is null or until > last_seen)
