-- What does the table similar_to hold, all of it? For comparing stores and moving them.
select account, customer, likeness, points, run
from similar_to
