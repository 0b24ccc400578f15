-- What each source said last of these people, as some properties.
-- $properties: their names, separated by |
-- rows: id
select b.owner as id, p.property, p.source,
    arg_max(p.value, struct_pack(seen := p.last_seen, text := p.value)) as value
from rows r
join belongs b on b.owner = r.id
join property p on p.node = b.mention
where list_contains(string_split($properties, '|'), p.property)
group by b.owner, p.property, p.source
order by id, p.property, p.source
