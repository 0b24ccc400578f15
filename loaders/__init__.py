"""One file a source; graph_icp.ingest.load.registry finds them."""
