"""The embedded default: PostgreSQL and Valkey from their wheels on one machine."""
