"""One file per scorer; graph_icp.discovery.learning.scorer finds them."""
