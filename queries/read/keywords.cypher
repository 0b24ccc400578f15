// Which topics were told as keywords, and not only as words of descriptions?
// gives: id integer
MATCH (t:Topic)<-[:SAYS {property: 'kind'}]-(:Source)
RETURN DISTINCT t.id AS id
