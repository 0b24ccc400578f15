-- The names of accounts that contain this text or begin as it does, for suggestions.
-- $part: the text, lower case
-- $beginning: its first letters
select name from account
where contains(lower(name), $part) or starts_with(lower(name), $beginning)
    or contains(coalesce(domain, ''), $part)
order by name
limit 500
