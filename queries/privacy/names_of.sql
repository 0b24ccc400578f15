-- All names of these accounts or people, as sources and keys give them.
-- rows: id
select n.name from naming n join belongs b on b.mention = n.mention join rows r on b.owner = r.id
union
select n.name from node n join belongs b on b.mention = n.id join rows r on b.owner = r.id
where n.name is not null
order by 1
