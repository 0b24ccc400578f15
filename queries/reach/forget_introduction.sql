-- Forgets what was said of introductions between two people for an account, under any of their names.
-- rows: one, other, account
delete from introduction as i
using rows as r, belongs as a, belongs as b
where i.account = r.account and i.mention = a.mention and i.other = b.mention
    and ((a.owner = r.one and b.owner = r.other) or (a.owner = r.other and b.owner = r.one))
