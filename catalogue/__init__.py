"""Series, levels, titles, regions, enumerations and working days."""
