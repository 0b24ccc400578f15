-- What a person said of introductions, by whom the mentions are now.
select one.owner as one, other.owner as other, i.account, i.result, i.said_on,
    n.key as key, m.key as other_key
from introduction i
join belongs one on one.mention = i.mention
join belongs other on other.mention = i.other
join node n on n.id = i.mention
join node m on m.id = i.other
order by i.said_on, n.key, m.key, i.account, i.result
