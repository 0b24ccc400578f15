-- Records by which version of the rules words became traits.
-- $version: the number
update about set rules = $version
