"""A market: the door for Python users, and the only place that joins the rooms."""

from graph_icp.market.market import Market

__all__ = ["Market"]
