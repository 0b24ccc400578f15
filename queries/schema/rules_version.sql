-- By which version of the rules did words become traits in this store?
select coalesce(max(rules), 0) as rules from about
