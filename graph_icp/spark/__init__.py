"""A market's links on a Spark cluster, for markets that one machine does not hold."""
