-- Forgets to which customers accounts are most alike.
delete from similar_to
