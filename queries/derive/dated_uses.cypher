// Whether it is known of any account since when it uses a technology.
// gives: there boolean
RETURN EXISTS {
  MATCH (:Account)-[f:USES]->(:Technology)
  WHERE f.since IS NOT NULL AND (f.until IS NULL OR f.until > f.last_seen)
} AS there
