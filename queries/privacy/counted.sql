-- The numbers of rows in each table about these mentions.
-- rows: id
select 'node' as place, count(*) as number from node where id in (select id from rows)
union all
select 'naming', count(*) from naming where mention in (select id from rows)
union all
select 'property', count(*) from property where node in (select id from rows)
union all
select 'fact', count(*) from fact
where mention in (select id from rows) or other in (select id from rows)
union all
select 'same_as', count(*) from same_as
where a in (select id from rows) or b in (select id from rows)
union all
select 'label', count(*) from label where mention in (select id from rows)
union all
select 'feedback', count(*) from feedback where mention in (select id from rows)
union all
select 'tag_decision', count(*) from tag_decision where mention in (select id from rows)
union all
select 'introduction', count(*) from introduction
where mention in (select id from rows) or other in (select id from rows)
union all
select 'proposal', count(*) from proposal
where a in (select id from rows) or b in (select id from rows)
