-- Writes what the log of an attached store holds into its file.
-- {name}: the name
checkpoint {name}
