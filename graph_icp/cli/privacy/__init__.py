"""Commands that tell what is known of somebody, and forget it."""
