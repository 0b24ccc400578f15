-- What does the table belongs hold, all of it? For comparing stores and moving them.
select mention, owner, why
from belongs
