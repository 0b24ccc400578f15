-- The accounts with a label that a person gave.
select distinct b.owner as id from label l join belongs b on b.mention = l.mention
