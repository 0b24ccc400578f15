-- Forgets these keys of accounts where others are said to have been: visits, introductions, places.
-- rows: key
delete from fact where kind = 'VISITED' and role in (select key from rows);
delete from introduction where account in (select key from rows);
-- A name that is borne elsewhere too stays there.
delete from naming as n
where n.place in (select key from rows) and exists (
    select 1 from naming o
    where o.mention = n.mention and o.clean = n.clean and o.place not in (select key from rows));
update naming set place = '' where place in (select key from rows)
