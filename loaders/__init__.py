"""One file a source; graph_icp.ingest.registry finds them."""
