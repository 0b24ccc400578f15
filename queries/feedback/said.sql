-- What the team said last of each company: an account may have it from several of its mentions.
select b.owner as id, a.key, a.name, a.domain, a.status as now, m.key as mention, f.status, f.reason,
    f.said_on, f.until, f.said_by, f.makes, f.in_file
from feedback f
join belongs b on b.mention = f.mention
join account a on a.id = b.owner
join node m on m.id = f.mention
order by f.said_on, m.key
