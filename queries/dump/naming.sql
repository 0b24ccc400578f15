-- What does the table naming hold, all of it? For comparing stores and moving them.
select mention, name, clean, place, alias, source, load, first_seen, last_seen
from naming
