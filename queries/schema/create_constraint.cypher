// Makes sure that no two nodes of a label share a key, and that it is found quickly.
// {name}: the constraint's name
// {label}: the label
// {properties}: the properties that make up the key
CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE ({properties}) IS UNIQUE
