"""What the desks ask of their people."""
