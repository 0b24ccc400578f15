// The pairs of mentions of which a person said that one belongs to the other.
// gives: child text, parent text, decided_on date
MATCH (:Account)-[f:SUBSIDIARY_OF {source: 'person'}]->(:Account)
MATCH (child:Mention {id: f.mention})
MATCH (parent:Mention {id: f.other})
RETURN child.key AS child, parent.key AS parent, f.last_seen AS decided_on
ORDER BY child, parent
