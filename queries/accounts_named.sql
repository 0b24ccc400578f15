-- Which accounts bear exactly this cleaned name?
-- $clean: the name
select distinct b.owner as id
from naming n join belongs b on b.mention = n.mention join node k on k.id = n.mention
where n.clean = $clean and k.kind = 'Account'
