-- What sources say of nodes in these words, or under these headings.
-- rows: text
select n.kind, p.node, p.property, p.value, p.source, p.load
from property p
join node n on n.id = p.node
where p.value in (select text from rows) or p.property in (select text from rows)
order by all
