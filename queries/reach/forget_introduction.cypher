// Forgets what was said of introductions between two people for an account, under any of their names.
// rows: one, other, account
UNWIND $rows AS row
MATCH (:Person {id: row.one})<-[:NAMES]-(:Mention)-[i:INTRODUCTION {account: row.account}]-(:Mention)
  -[:NAMES]->(:Person {id: row.other})
DELETE i
