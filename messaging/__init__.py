"""Inbox, SMS and e-mail."""
