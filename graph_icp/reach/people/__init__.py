"""Who knows whom: evidence between two people, its strength, and the ties that follow."""
