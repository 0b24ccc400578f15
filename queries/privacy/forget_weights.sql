-- Forgets what runs learned of these traits.
-- rows: kind, trait
delete from run_weight as w using rows as r where w.kind = r.kind and w.trait = r.trait
