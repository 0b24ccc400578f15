"""The ideal customer profile of a market: icp.toml, read, checked and proposed."""
