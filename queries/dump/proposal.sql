-- What does the table proposal hold, all of it? For comparing stores and moving them.
select a, b, reason, name
from proposal
