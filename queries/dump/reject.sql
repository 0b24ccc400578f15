-- What does the table reject hold, all of it? For comparing stores and moving them.
select load, file, "row", reason, original
from reject
