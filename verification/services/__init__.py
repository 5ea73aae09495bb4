"""What the public may ask, and what it is told."""
