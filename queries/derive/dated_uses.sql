-- Whether it is known of any account since when it uses a technology.
select exists (from link where relation = 'uses' and since is not null) as there
