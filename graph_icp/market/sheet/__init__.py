"""The plain sheet for a sales team: its rows, and their places in the team's own file."""
