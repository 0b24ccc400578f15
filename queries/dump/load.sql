-- What does the table load hold, all of it? For comparing stores and moving them.
select id, file, loader, as_of, loaded_at, rows_read, accepted, rejected
from load
