// The traits whose keys or names have one of these words or other letters than ASCII.
// {trait}: the kinds of traits
// rows: word
// gives: id integer, kind text, key text, name text
// each
WITH $rows AS words
MATCH (n:{trait})
WITH n, words, n.key + ' ' + coalesce(n.name, '') AS text
WHERE NOT text =~ '[\\x00-\\x7F]*'
  OR any(word IN split(replace(toLower(text), '\'', ''),
    [' ', '\t', '\n', '\r', '!', '"', '#', '$', '%', '&', '(', ')', '*', '+', ',', '-', '.', '/',
     ':', ';', '<', '=', '>', '?', '@', '[', '\\', ']', '^', '_', '`', '{', '|', '}', '~'])
    WHERE word IN words)
RETURN n.id AS id, '{trait}' AS kind, n.key AS key, n.name AS name
UNION ALL
// end
UNWIND [] AS none
RETURN none AS id, none AS kind, none AS key, none AS name
