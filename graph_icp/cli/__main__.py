"""`python -m graph_icp.cli`."""

from graph_icp.cli.main import main

main()
