-- Opens another file beside those that are open, under a name.
-- $path: the file
-- {name}: the name
attach $path as {name}
