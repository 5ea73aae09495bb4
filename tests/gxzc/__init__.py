"""Tests of the wiring: servers, settings, commands."""
