-- What does the table label hold, all of it? For comparing stores and moving them.
select mention, status, value, decided_on
from label
