"""The command line: options in, one call to the market, rows out."""

import sys

try:
    from graph_icp.cli.main import main
except KeyboardInterrupt:  # the imports take a while, and no command is there yet to tell it
    if sys.stderr:
        sys.stderr.write("Interrupted before anything was done.\n")
    sys.exit(130)

__all__ = ["main"]
