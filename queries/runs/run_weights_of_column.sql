-- What a run learned of each value of a column.
-- $run: its number
-- $relation: the column
select trait as key, scale, prospects, weights from run_weight
where run = $run and relation = $relation
order by trait
