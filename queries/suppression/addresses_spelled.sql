-- The people whose e-mail addresses have other spellings: with a plus, or of a provider that passes over dots.
select n.key, b.owner as id
from node n
join belongs b on b.mention = n.id
where n.kind = 'Person'
  and (
    (starts_with(n.key, 'email:') and contains(n.key, '+'))
    or ends_with(n.key, '@gmail.com')
    or ends_with(n.key, '@googlemail.com')
  )
order by n.key
