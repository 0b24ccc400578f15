-- The labels that people gave.
select k.key, l.status, l.value from label l join node k on k.id = l.mention order by 1, 2
