"""The verbs of applications, and the questions that need more than one row."""
