-- Which topics were told as keywords, and not only as words of descriptions?
select distinct p.node as id
from property p join node n on n.id = p.node
where n.kind = 'Topic' and p.property = 'kind'
