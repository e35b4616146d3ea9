"""What we do when a person acts: citizens in LINE, and staff in the console."""
