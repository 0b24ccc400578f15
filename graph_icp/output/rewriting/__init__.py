"""Files that a team works in, written anew: what the team wrote stays with its account."""
