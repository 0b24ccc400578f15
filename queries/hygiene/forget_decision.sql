-- Forgets what was decided of these tags of accounts, under any of their names.
-- rows: id, tag
delete from tag_decision as t
using rows as r, belongs as b
where b.owner = r.id and t.mention = b.mention and t.tag = r.tag
