-- The case studies of accounts, and what is told of each.
with told as (
    select distinct b.owner as account, f.other as study
    from fact f join belongs b on b.mention = f.mention
    where f.kind = 'TOLD_IN' and not f.ended
),
properties as (
    select node, property, arg_min(value, struct_pack(age := -epoch(last_seen), value := value)) as value
    from property semi join told on node = study
    group by node, property
)
select t.account, t.study,
    max(p.value) filter (where p.property = 'link') as link,
    max(p.value) filter (where p.property = 'use_case') as use_case,
    max(p.value) filter (where p.property = 'blurb') as blurb,
    max(p.value) filter (where p.property = 'industry') as industry
from told t left join properties p on p.node = t.study
group by t.account, t.study
order by t.account, t.study
