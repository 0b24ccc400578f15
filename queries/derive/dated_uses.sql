-- Whether it is known of any account since when it uses a technology.
select exists (
    from fact
    where kind = 'USES' and since is not null and (until is null or until > last_seen)
) as there
