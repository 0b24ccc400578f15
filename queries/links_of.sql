-- Which links have these accounts?
-- rows: id
select l.relation, l.account, l.trait, l.value from link l join rows r on l.account = r.id
