-- What does the table account_property hold, all of it? For comparing stores and moving them.
select account, property, value
from account_property
