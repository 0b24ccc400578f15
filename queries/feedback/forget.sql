-- Forgets what the team said of these accounts.
-- rows: id
delete from feedback
where mention in (select b.mention from belongs b join rows r on b.owner = r.id)
