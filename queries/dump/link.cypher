// What does the table link hold, all of it? For comparing stores and moving them.
// gives: relation text, account integer, trait integer, value double
MATCH (a:Account)-[f:USES|SPONSORED|ATTENDED|SENT_SOMEONE_TO|WORKS_AT|WORKED_AT|BACKED_BY|IN_INDUSTRY|IN_REGION|OF_SIZE|CUSTOMER_OF]-(t)
WHERE f.until IS NULL OR f.until > f.last_seen OR type(f) STARTS WITH 'WORK'
WITH CASE type(f) WHEN 'SENT_SOMEONE_TO' THEN 'attended' WHEN 'WORKS_AT' THEN 'people'
    WHEN 'WORKED_AT' THEN 'people' WHEN 'BACKED_BY' THEN 'investors'
    WHEN 'IN_INDUSTRY' THEN 'industry' WHEN 'IN_REGION' THEN 'region'
    WHEN 'OF_SIZE' THEN 'size' WHEN 'CUSTOMER_OF' THEN 'competitors' ELSE toLower(type(f)) END AS relation, a, t, f
RETURN relation, a.id AS account, t.id AS trait, max(coalesce(f.strength, 1)) AS value
