-- The accounts with these ids, and what is known of them.
-- rows: id
select a.* from account a join rows r on a.id = r.id order by a.key
