"""Verbs and questions of accounts."""
