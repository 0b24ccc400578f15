"""One file for each kind of file; graph_icp.ingest.load.registry finds them."""
