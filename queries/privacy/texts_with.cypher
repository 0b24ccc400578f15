// The texts told of nodes, and their headings, that have one of these words or other letters than ASCII.
// rows: word
// gives: text text
WITH $rows AS words
MATCH (:Source)-[p:SAYS]->()
UNWIND [p.value, p.property] AS text
WITH DISTINCT text, words
WHERE NOT text =~ '[\\x00-\\x7F]*'
  OR any(word IN split(replace(toLower(text), '\'', ''),
    [' ', '\t', '\n', '\r', '!', '"', '#', '$', '%', '&', '(', ')', '*', '+', ',', '-', '.', '/',
     ':', ';', '<', '=', '>', '?', '@', '[', '\\', ']', '^', '_', '`', '{', '|', '}', '~'])
    WHERE word IN words)
RETURN text
ORDER BY text
