-- What does the table node hold, all of it? For comparing stores and moving them.
select id, kind, key, name
from node
