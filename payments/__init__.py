"""Orders, attempts and refunds."""
