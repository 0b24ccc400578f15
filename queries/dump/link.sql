-- What does the table link hold, all of it? For comparing stores and moving them.
select relation, account, trait, value
from link
