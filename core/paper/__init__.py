"""Papers: A4 documents as PDF, declared as blocks, with an embedded font, page numbers and a check code."""
