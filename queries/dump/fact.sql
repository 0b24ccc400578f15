-- What does the table fact hold, all of it? For comparing stores and moving them.
select kind, mention, other, since, until, role, strength, source, load, first_seen, last_seen
from fact
