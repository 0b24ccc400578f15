// The telephone numbers of people, as files have them.
// gives: id integer, value text
MATCH (p:Person)<-[:NAMES]-(:Mention)<-[said:SAYS {property: 'phone'}]-(:Source)
RETURN DISTINCT p.id AS id, said.value AS value
ORDER BY id, value
