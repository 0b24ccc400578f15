// The traits with these ids, with their names.
// {kind}: their kind
// rows: id
// gives: id integer, key text, name text
UNWIND $rows AS id
MATCH (t:{kind} {id: id})
OPTIONAL MATCH (t)<-[said:SAYS {property: 'title'}]-(:Source)
WITH t, said ORDER BY said.last_seen DESC, said.value DESC
WITH t, head(collect(said.value)) AS title
RETURN t.id AS id, t.key AS key, coalesce(title, t.name) AS name
ORDER BY key
