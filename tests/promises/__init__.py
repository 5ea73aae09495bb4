"""What the platform promises, each shown by a test that can fail."""
