// What does the table header_map hold, all of it? For comparing stores and moving them.
// gives: header text, loader text, name text, cell text
MATCH (m:HeaderMap)
RETURN m.header AS header, m.loader AS loader, m.name AS name, m.cell AS cell
