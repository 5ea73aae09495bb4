"""One file for each kind of application."""
