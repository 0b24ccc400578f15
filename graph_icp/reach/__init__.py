"""Who can open the door, and why now: pure functions from tables of people and signals."""
