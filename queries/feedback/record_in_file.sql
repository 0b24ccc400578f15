-- Records what a file said last of accounts of which something else counts.
-- rows: id, in_file
update feedback set in_file = r.in_file
from rows r
join belongs b on b.owner = r.id
where feedback.mention = b.mention
