-- Forgets the labels that people gave to these accounts.
-- rows: id
delete from label
where mention in (select b.mention from belongs b join rows r on b.owner = r.id)
