-- What does the table run_fit hold, all of it? For comparing stores and moving them.
select run, account, fit, "rank"
from run_fit
