"""Events that customers go to more than the market, and the prospects there."""
