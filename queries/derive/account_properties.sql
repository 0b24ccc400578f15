-- Derives what is known of these accounts: the latest value, else the smallest; industries and topics all.
-- $regions: by country's code the key of its region, as DE=europe, with | between them
-- $currency: of the currencies without a rate, the one that counts; "" for none
-- $rated: whether only amounts with a rate count
-- rows: id
delete from account_property where account in (select id from rows);

insert into account_property (account, property, value)
with told as (
    select b.owner as account, p.node, p.property, p.value, p.source, p.last_seen
    from rows r join belongs b on b.owner = r.id join property p on p.node = b.mention
),
winners as (
    select account, property, min(struct_pack(
        -- An owner's id never replaces an owner's name.
        bare := property = 'owner' and regexp_full_match(value, '\d+(?:\.0)?|005\w{12}(?:\w{3})?|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'),
        age := date '2200-01-01' - last_seen,
        value := value)).value as value
    from told
    where property not in ('industry', 'topic_keys')
    group by account, property
),
regions as (
    select split_part(each, '=', 1) as code, split_part(each, '=', 2) as region
    from (select unnest(string_split($regions, '|')) as each)
),
all_told as (
    select account, property, value
    from told
    where property in ('industry', 'topic_keys')
    qualify last_seen = max(last_seen) over (partition by node, property, source)
),
-- Deals become numbers: how many are won, lost and open, and the amount won, in all and by year.
deals as (
    select b.owner as account, f.other as deal,
        arg_max(struct_pack(outcome := f.outcome, closed := f.closed_on,
                amount := case when f.strength is not null then f.amount * f.strength
                    when not $rated and coalesce(f.role, $currency) = $currency then f.amount end),
            struct_pack(won := coalesce(f.outcome = 'won', false), source := f.source,
                closed := coalesce(f.closed_on, date '1900-01-01'),
                amount := coalesce(f.amount, -1))) as last
    from rows r
    join belongs b on b.owner = r.id
    join fact f on f.mention = b.mention and f.kind = 'HAS_DEAL' and not f.ended
    -- The latest statement about a deal says whose it is.
    join (
        select other, max(last_seen) as latest
        from fact
        where kind = 'HAS_DEAL' and not ended
        group by other
    ) told on told.other = f.other and told.latest = f.last_seen
    group by b.owner, f.other
),
counted as (
    select account, coalesce(last.outcome, 'open') || '_deals' as property,
        count(*)::varchar as value
    from deals
    group by account, property
),
amounts as (
    select account, 'won_amount' as property, last.amount as amount from deals
    where last.outcome = 'won'
    union all
    select account, 'won_' || year(last.closed), last.amount from deals
    where last.outcome = 'won' and last.closed is not null
),
cents as (
    select account, property, sum(amount) < 0 as owed, abs(round(fsum(amount) * 100))::bigint as cents
    from amounts
    group by account, property
    having sum(amount) is not null
)
-- Of these no account has two that are equal, but where sources state what deals make.
select account, property, value from winners
union all
-- Where no source states a region, it is that of the country.
select c.account, 'region', r.region
from winners c join regions r on r.code = c.value
where c.property = 'country'
    and c.account not in (select account from winners where property = 'region')
union all
select distinct account, property, value from all_told
union all
(
    select account, property, value from counted
    union all
    -- To the cent: 24000, 512.5, -0.25.
    select account, property, case when owed and cents > 0 then '-' else '' end
        || (cents // 100)::varchar || case when cents % 100 = 0 then '' else
        rtrim('.' || lpad((cents % 100)::varchar, 2, '0'), '0') end
    from cents
    union all
    select account, 'first_won', min(last.closed)::varchar
    from deals
    where last.outcome = 'won' and last.closed is not null
    group by account
    except
    select account, property, value from winners
)
