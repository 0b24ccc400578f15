"""Hide known customers and see whether the ranking finds them."""
