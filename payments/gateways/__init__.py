"""The ways by which the money of an order comes."""
