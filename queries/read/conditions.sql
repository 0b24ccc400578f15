-- By which traits were customers chosen?
select distinct chosen_by from label where status = 'customer' and chosen_by is not null order by 1
