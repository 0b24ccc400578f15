// Which accounts show another name of these industries, regions and sizes than they have now?
// rows: id
// gives: id integer
UNWIND $rows AS row
MATCH (n:Industry {id: row.id})<-[:IN_INDUSTRY]-(a:Account)
WHERE NOT n.name IN split(a.industry, '; ')
RETURN DISTINCT a.id AS id
UNION
UNWIND $rows AS row
MATCH (n:Region {id: row.id})<-[:IN_REGION]-(a:Account)
WHERE n.name <> a.region
RETURN DISTINCT a.id AS id
UNION
UNWIND $rows AS row
MATCH (n:SizeBand {id: row.id})<-[:OF_SIZE]-(a:Account)
WHERE n.name <> a.size
RETURN DISTINCT a.id AS id
