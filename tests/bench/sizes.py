"""What the bench aims at, in milliseconds (median), and the call it measures."""

LIST, DETAIL, HOME = 50, 35, 50
"""A list of 50 rows, a detail, a home page."""

SLUG = "mesures"
