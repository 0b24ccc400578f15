-- The tables in which a source states something.
-- $source: its name
select 'naming' as name where exists (select 1 from naming where source = $source)
union all
select 'property' where exists (select 1 from property where source = $source)
union all
select 'same_as' where exists (select 1 from same_as where source = $source)
union all
select 'fact' where exists (select 1 from fact where source = $source)
