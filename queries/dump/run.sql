-- What does the table run hold, all of it? For comparing stores and moving them.
select id, made_at, method, loads, labels, options, constants
from run
