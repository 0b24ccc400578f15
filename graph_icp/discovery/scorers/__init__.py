"""One file a scorer; graph_icp.discovery.scorer finds them."""
