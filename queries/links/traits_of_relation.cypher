// The traits that have links in one relation, with their names.
// {edges}: the edge types that make up the relation
// {kind}: the kind of its traits
// gives: id integer, key text, name text
MATCH (t:{kind})
WHERE EXISTS {
  (t)-[f:{edges}]-(:Account)
  WHERE f.until IS NULL OR f.until > f.last_seen OR type(f) STARTS WITH 'WORK'
}
OPTIONAL MATCH (t)<-[said:SAYS {property: 'title'}]-(:Source)
WITH t, said ORDER BY said.last_seen DESC, said.value DESC
WITH t, head(collect(said.value)) AS title
RETURN t.id AS id, t.key AS key, coalesce(title, t.name) AS name
ORDER BY key
