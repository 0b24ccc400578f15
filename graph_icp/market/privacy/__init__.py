"""What is known of somebody: told, and forgotten."""
