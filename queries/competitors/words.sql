-- What sources say of accounts and a competitor: its use, who bought it, problems, a contract's end.
select b.owner as account, split_part(p.property, ': ', 1) as competitor,
    split_part(p.property, ': ', 2) as what, p.value, p.source, p.first_seen, p.last_seen
from property p
join belongs b on b.mention = p.node
join account a on a.id = b.owner
where contains(p.property, ': ')
order by account, competitor, what, p.last_seen, p.value, p.source
