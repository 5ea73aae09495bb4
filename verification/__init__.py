"""The public lookup of certificates."""
