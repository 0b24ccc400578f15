// The accounts that have or had these deals.
// rows: id
// gives: id integer
UNWIND $rows AS id
MATCH (:Deal {id: id})<-[:HAS_DEAL]-(a:Account)
RETURN DISTINCT a.id AS id
