-- Records what a run learned of traits.
-- rows: run, relation, kind, trait, scale, weights
insert into run_weight (run, relation, kind, trait, scale, weights)
select run, relation, kind, trait, scale, weights from rows
