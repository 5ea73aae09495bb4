"""The sections of the archive; columns as the forms of 职称评审 name them."""
