-- What does the table property hold, all of it? For comparing stores and moving them.
select node, property, value, source, load, first_seen, last_seen
from property
