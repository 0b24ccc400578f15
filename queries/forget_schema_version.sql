-- Forgets the schema version, before the new one is recorded.
delete from about
