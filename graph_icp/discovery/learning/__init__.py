"""From labels and matrices to a fit: one weight per trait."""
