// The accounts that show an old name of these industries, regions and sizes.
// rows: id
// gives: id integer
UNWIND $rows AS id
MATCH (n:Industry {id: id})<-[:IN_INDUSTRY]-(a:Account)
WHERE NOT n.name IN split(a.industry, '; ')
RETURN DISTINCT a.id AS id
UNION
UNWIND $rows AS id
MATCH (n:Region {id: id})<-[:IN_REGION]-(a:Account)
WHERE n.name <> a.region
RETURN DISTINCT a.id AS id
UNION
UNWIND $rows AS id
MATCH (n:SizeBand {id: id})<-[:OF_SIZE]-(a:Account)
WHERE n.name <> a.size
RETURN DISTINCT a.id AS id
