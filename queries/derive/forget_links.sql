-- Forgets the links of these accounts in some relations, before they are derived again.
-- $relations: the relations, with | between them
-- rows: id
delete from link
where account in (select id from rows)
    and list_contains(string_split($relations, '|'), relation)
