"""One file a scorer; graph_icp.discovery.learning.scorer finds them."""
