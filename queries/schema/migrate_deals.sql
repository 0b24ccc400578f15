-- Moves what deals say to columns of its own: before version 3 it was in strength, role and until.
update fact
set amount = strength, outcome = role, closed_on = until, strength = null, role = null, until = null
where kind = 'HAS_DEAL'
