-- What does the table result hold, all of it? For comparing stores and moving them.
select account, fit, tier, "rank", reasons, run
from result
