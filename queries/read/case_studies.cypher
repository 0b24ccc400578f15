// The case studies of accounts, and what is told of each.
// gives: account integer, study integer, link text, use_case text, blurb text, industry text
MATCH (a:Account)-[f:TOLD_IN]->(c:CaseStudy)
WHERE f.ended IS NULL
WITH DISTINCT a, c
OPTIONAL MATCH (c)<-[said:SAYS]-(:Source)
WITH a, c, said ORDER BY said.last_seen DESC, said.value
WITH a, c, collect(said) AS told
RETURN a.id AS account, c.id AS study,
  head([each IN told WHERE each.property = 'link' | each.value]) AS link,
  head([each IN told WHERE each.property = 'use_case' | each.value]) AS use_case,
  head([each IN told WHERE each.property = 'blurb' | each.value]) AS blurb,
  head([each IN told WHERE each.property = 'industry' | each.value]) AS industry
ORDER BY account, study
