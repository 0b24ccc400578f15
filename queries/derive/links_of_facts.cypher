// Derives the links of one relation from edges of one type: here the edges are the links.
RETURN 0 AS made
