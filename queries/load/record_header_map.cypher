// Records what the columns of a header mean that no loader knows.
// rows: header, loader, name, cell
UNWIND $rows AS row
CREATE (:HeaderMap {header: row.header, loader: row.loader, name: row.name, cell: row.cell})
