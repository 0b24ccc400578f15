-- The names that could mean several accounts, and whether one of these is a customer.
select min(a.name) as name, bool_or(a.status = 'customer' or b.status = 'customer') as customer
from proposal p
join belongs x on x.mention = p.a join account a on a.id = x.owner
join belongs y on y.mention = p.b join account b on b.id = y.owner
where p.reason = 'same name'
group by p.name
order by 2 desc, 1
