-- The traits whose keys or names have one of these words or other letters than ASCII.
-- rows: word
with texts as (
    select id, key || ' ' || coalesce(name, '') as text
    from node
    where kind not in ('Account', 'Person')
),
words as (
    select id, unnest(string_split_regex(replace(lower(text), '''', ''), '[^a-z0-9]+')) as word
    from texts
),
found as (
    select id from words where word in (select word from rows)
    union
    select id from texts where not regexp_full_match(text, '[\x00-\x7F]*')
)
select n.id, n.kind, n.key, n.name
from node n
join found f on f.id = n.id
order by n.id
