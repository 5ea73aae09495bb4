"""Management commands of the embedded default."""
