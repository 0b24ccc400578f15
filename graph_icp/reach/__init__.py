"""Who can open the door: evidence between people, paths to accounts, and care for introducers."""
