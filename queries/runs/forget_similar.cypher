// Forgets to which customers accounts are most alike.
MATCH (:Account)-[s:SIMILAR_TO]->(:Account)
DELETE s
