-- The mentions tied to these, one step away, by an edge or by a shared cleaned name.
-- rows: id
-- $kind: Account or Person
select s.b as id from same_as s join rows r on s.a = r.id
union
select s.a from same_as s join rows r on s.b = r.id
union
select other.mention
from naming other
semi join (from naming mine semi join rows r on mine.mention = r.id) borne
    on borne.clean = other.clean
join node n on n.id = other.mention and n.kind = $kind
