"""The program: `graph-icp`, and `python -m graph_icp.cli`."""

import sys

from graph_icp.cli.console import say
from graph_icp.cli.interruption import heed_signals
from graph_icp.cli.main import main
from graph_icp.cli.streams import give_up, make_lasting, refused


def run() -> None:
    """Run the command of the command line."""
    heed_signals()
    make_lasting()
    try:
        main()
    except OSError as error:  # of a stream that takes no help text, nor an error's sentence
        give_up(sys.stdout)
        say(f"Error: {refused(error)}")
        sys.exit(1)


if __name__ == "__main__":
    run()
