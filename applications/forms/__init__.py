"""What moves and pages ask of people."""
