// Forgets what sources said of companies and people, value by value.
// rows: node, property, value, source
UNWIND $rows AS row
MATCH (:Mention {id: row.node})<-[said:SAYS {property: row.property, value: row.value}]-(s:Source)
WHERE s.name = row.source
DELETE said
