// The names of accounts that contain this text or begin as it does, for suggestions.
// $part: the text, lower case
// $beginning: its first letters
// gives: name text
MATCH (a:Account)
WHERE toLower(a.name) CONTAINS $part OR toLower(a.name) STARTS WITH toLower($beginning)
  OR coalesce(a.domain, '') CONTAINS $part
RETURN a.name AS name
ORDER BY name
LIMIT 500
