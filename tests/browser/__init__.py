"""The whole road in a real Chromium: real pages, real forms, real pictures."""
