// The number of nodes of each kind; accounts and people as resolved.
// gives: kind text, n integer
MATCH (n:Account|Person|Technology|Event|Investor|Industry|Region|SizeBand|
  Country|RevenueBand|LifeStage|Maturity|Competitor|Signal|Deal|Topic|CaseStudy)
RETURN head(labels(n)) AS kind, count(*) AS n
ORDER BY kind
