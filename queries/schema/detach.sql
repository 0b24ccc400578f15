-- Closes a file that was opened under a name.
-- {name}: the name
detach {name}
