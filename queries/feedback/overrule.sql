-- Lets what the team said of these accounts no longer make their status.
-- rows: id
update feedback set makes = null
where mention in (select b.mention from belongs b join rows r on b.owner = r.id)
