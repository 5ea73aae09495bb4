"""People, employers, title offices, sign-in and jurisdiction."""
