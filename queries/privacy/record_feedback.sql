-- Records the texts of what the team said of companies anew.
-- rows: mention, reason, said_by, in_file
update feedback set reason = r.reason, said_by = r.said_by, in_file = r.in_file
from rows r
where feedback.mention = r.mention
