// All that sources say of nodes under one name.
// $property: the name
// gives: value text
MATCH (:Source)-[p:SAYS {property: $property}]->()
RETURN DISTINCT p.value AS value
ORDER BY value
