"""Commands that run the whole platform on one machine."""
