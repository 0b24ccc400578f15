-- Forgets the tokens that were kept with somebody, who may be loaded again.
-- rows: entry
delete from suppressed where entry in (select entry from rows)
