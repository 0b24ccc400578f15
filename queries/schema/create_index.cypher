// Makes sure that nodes or edges are found quickly by some of their properties.
// {name}: the index's name
// {pattern}: the nodes or edges, called n
// {properties}: the properties
CREATE INDEX {name} IF NOT EXISTS FOR {pattern} ON ({properties})
