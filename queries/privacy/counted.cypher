// The numbers of rows in each table about these mentions.
// rows: id
// gives: place text, number integer
WITH $rows AS ids
CALL {
  WITH ids
  UNWIND ids AS id
  MATCH (m:Mention {id: id})
  RETURN 'node' AS place, count(m) AS number
  UNION ALL
  WITH ids
  UNWIND ids AS id
  MATCH (:Mention {id: id})-[c:CALLED]->()
  RETURN 'naming' AS place, count(c) AS number
  UNION ALL
  WITH ids
  UNWIND ids AS id
  MATCH (:Mention {id: id})<-[said:SAYS]-()
  RETURN 'property' AS place, count(said) AS number
  UNION ALL
  WITH ids
  UNWIND ids AS id
  MATCH (:Mention {id: id})-[:NAMES]->()-[f]-()
  WHERE f.mention = id OR f.other = id
  RETURN 'fact' AS place, count(DISTINCT f) AS number
  UNION ALL
  WITH ids
  UNWIND ids AS id
  MATCH (:Mention {id: id})-[s:SAME_AS]-()
  RETURN 'same_as' AS place, count(DISTINCT s) AS number
  UNION ALL
  WITH ids
  UNWIND ids AS id
  MATCH (m:Mention {id: id})
  RETURN 'label' AS place, count(m.label_status) AS number
  UNION ALL
  WITH ids
  UNWIND ids AS id
  MATCH (m:Mention {id: id})
  RETURN 'feedback' AS place, count(m.feedback_status) AS number
  UNION ALL
  WITH ids
  UNWIND ids AS id
  MATCH (t:TagDecision {mention: id})
  RETURN 'tag_decision' AS place, count(t) AS number
  UNION ALL
  WITH ids
  UNWIND ids AS id
  MATCH (:Mention {id: id})-[i:INTRODUCTION]-()
  RETURN 'introduction' AS place, count(DISTINCT i) AS number
  UNION ALL
  WITH ids
  UNWIND ids AS id
  MATCH (:Mention {id: id})-[p:MAYBE_SAME_AS]-()
  RETURN 'proposal' AS place, count(DISTINCT p) AS number
}
RETURN place, number
