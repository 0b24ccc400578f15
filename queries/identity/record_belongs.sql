-- Records the account or person to which each mention belongs now, and moves its edges there.
-- rows: mention, owner, why
merge into belongs as b
using rows as r on b.mention = r.mention
when matched and (b.owner <> r.owner or b.why <> r.why) then
    update set owner = r.owner, why = r.why
when not matched then insert (mention, owner, why) values (r.mention, r.owner, r.why)
