-- What does the table same_as hold, all of it? For comparing stores and moving them.
select a, b, reason, score, decided, source, load, first_seen, last_seen
from same_as
