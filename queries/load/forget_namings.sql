-- Forgets names of mentions, as they were cleaned.
-- rows: mention, name, clean, source
delete from naming as n
using rows as r
where n.mention = r.mention and n.name = r.name and n.clean = r.clean and n.source = r.source
