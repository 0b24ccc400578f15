-- The accounts that show an old name of these industries, regions and sizes.
-- rows: id
select distinct p.account as id
from rows r
join node n on n.id = r.id
join account_property p on p.value = n.key and n.kind = case p.property
    when 'industry' then 'Industry' when 'region' then 'Region' when 'size' then 'SizeBand' end
join account a on a.id = p.account
where not list_contains(string_split(case p.property when 'industry' then a.industry
    when 'region' then a.region else a.size end, '; '), n.name)
