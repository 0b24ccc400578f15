// The ids of all mentions of a kind.
// $kind: Account or Person
// gives: id integer each
MATCH (m:Mention {kind: $kind})
RETURN collect(m.id) AS id
