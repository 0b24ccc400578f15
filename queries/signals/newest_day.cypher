// On which day was the newest fact told?
// {edges}: all edge types
// gives: day date
MATCH ()-[f:{edges}]->()
RETURN max(f.last_seen) AS day
