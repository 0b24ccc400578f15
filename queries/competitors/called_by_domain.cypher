// The accounts without a name of their own whose domain begins with one of these labels.
// rows: label
// gives: id integer, label text
WITH $rows AS labels
MATCH (a:Account)
WHERE a.name = a.domain AND split(a.domain, '.')[0] IN labels
RETURN a.id AS id, split(a.domain, '.')[0] AS label
ORDER BY id
