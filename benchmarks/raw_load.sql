-- What a load cannot do without: the same files, read and merged by key into three tables.
create table company (id integer, domain text, company_id text, name text, country text, industry text, size text);
create table technology (id integer, name text);
create table uses (company integer, technology integer, first_seen date, last_seen date);
begin;
merge into company as c
using (select *, row_number() over () as id from read_csv('COMPANIES', all_varchar = true)) as r
on c.domain = r.domain
when matched then update set name = r.name
when not matched then insert (id, domain, company_id, name, country, industry, size)
    values (r.id, r.domain, r.company_id, r.name, r.country, r.industry, r.size);
merge into technology as t
using (
    select name, row_number() over () as id
    from (select distinct technology as name from read_csv('LINKS', all_varchar = true))
) as r
on t.name = r.name
when not matched then insert (id, name) values (r.id, r.name);
merge into uses as u
using (
    select c.id as company, t.id as technology, cast(l.first_seen as date) as first_seen
    from read_csv('LINKS', all_varchar = true) l
    join company c on c.domain = l.domain
    join technology t on t.name = l.technology
) as r
on u.company = r.company and u.technology = r.technology and u.first_seen = r.first_seen
when matched then update set last_seen = current_date
when not matched then insert (company, technology, first_seen, last_seen)
    values (r.company, r.technology, r.first_seen, current_date);
commit;
