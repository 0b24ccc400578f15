-- What people decided of tags: an account may have decisions on one tag from several of its mentions.
select b.owner as id, a.key, a.name, a.domain, t.tag, t.verdict, t.decided_on, m.key as mention
from tag_decision t
join belongs b on b.mention = t.mention
join account a on a.id = b.owner
join node m on m.id = t.mention
order by t.decided_on, m.key, t.tag
