"""The kernel: workflow, sections, audit, personal data, files, tables; no business word in it."""
