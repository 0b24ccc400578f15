-- All accounts, each with its name, keys and names as one text in lower case.
with told as (
    select b.owner as id, k.key as text
    from belongs b join node k on k.id = b.mention
    where k.kind = 'Account' and not starts_with(k.key, 'name:')
    union
    select b.owner, n.name
    from belongs b join naming n on n.mention = b.mention
),
texts as (
    select id, string_agg(text, chr(31) order by text) as text from told group by id
)
select a.key, a.name as account, a.domain, a.status, a.country, a.industry,
    lower(coalesce(a.name, '') || chr(31) || coalesce(t.text, '')) as text
from account a
left join texts t on t.id = a.id
order by a.key
