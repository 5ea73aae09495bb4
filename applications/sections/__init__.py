"""The sections applications are filled in by."""
