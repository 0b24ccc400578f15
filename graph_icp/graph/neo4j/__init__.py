"""The store of a team: a market on a Neo4j server."""
