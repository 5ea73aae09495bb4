"""The kinds of application over one engine."""
