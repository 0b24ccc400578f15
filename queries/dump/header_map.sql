-- What does the table header_map hold, all of it? For comparing stores and moving them.
select header, loader, name, cell
from header_map
