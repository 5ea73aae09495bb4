"""个人资料: which sections the archive has, what each asks, and which scans belong to it."""
