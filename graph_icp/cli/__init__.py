"""The command line: options in, one call to the market, rows out."""

from graph_icp.cli.main import main

__all__ = ["main"]
