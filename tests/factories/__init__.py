"""Rows that tests need, made the way the project makes them."""
