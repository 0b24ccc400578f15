"""Every question asked of the store, one file each; see graph_icp.graph.queries."""
