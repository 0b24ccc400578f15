-- The ids of all mentions of a kind.
-- $kind: Account or Person
select id from node where kind = $kind
