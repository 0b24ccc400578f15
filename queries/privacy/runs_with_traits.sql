-- The runs that learned something of these traits.
-- rows: kind, trait
select distinct w.run from run_weight w join rows r on w.kind = r.kind and w.trait = r.trait order by 1
