-- The texts told of nodes, and their headings, that have one of these words or other letters than ASCII.
-- rows: word
with texts as (
    select distinct value as text from property
    union
    select distinct property from property
),
words as (
    select text, unnest(string_split_regex(replace(lower(text), '''', ''), '[^a-z0-9]+')) as word
    from texts
)
select text from words where word in (select word from rows)
union
select text from texts where not regexp_full_match(text, '[\x00-\x7F]*')
order by text
