"""The local page: the market in the browser of this computer, over the door alone."""
