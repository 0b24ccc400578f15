-- What does the table run_weight hold, all of it? For comparing stores and moving them.
select run, relation, kind, trait, scale, weights
from run_weight
