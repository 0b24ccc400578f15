// Forgets what was said of introductions between two people for an account.
// rows: mention, other, account
UNWIND $rows AS row
MATCH (:Mention {id: row.mention})-[i:INTRODUCTION {account: row.account}]-(:Mention {id: row.other})
DELETE i
