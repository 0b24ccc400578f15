-- Records anew by which traits conditions chose customers.
-- rows: mention, chosen_by
update label set chosen_by = r.chosen_by from rows r where label.mention = r.mention
