"""The sections of 职称评审, named and numbered as its form does."""
