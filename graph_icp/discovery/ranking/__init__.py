"""From a fit to a list: order, tiers, points, reasons, similarity."""
