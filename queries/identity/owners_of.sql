-- The accounts or people to which these mentions belong now.
-- rows: id
select distinct b.owner as id from belongs b join rows r on b.mention = r.id
