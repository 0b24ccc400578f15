-- Forgets what was said of introductions between two people for an account.
-- rows: mention, other, account
delete from introduction as i
using rows as r
where i.account = r.account and ((i.mention = r.mention and i.other = r.other)
    or (i.mention = r.other and i.other = r.mention))
