"""What the bench aims at, in milliseconds (median), and the call it measures."""

LIST, DETAIL, HOME = 50, 35, 50
"""A list of 50 rows, a detail, a home page."""

EXPORT = 0
"""A file that holds every row: nothing is aimed at, it grows with them."""
AGENDA = 40
"""Files a committee can read in one meeting."""

SLUG = "mesures"

LARGEST_CALL, CALLS = 1000, 20
"""Structures of one call; above, they are those of that many calls."""
