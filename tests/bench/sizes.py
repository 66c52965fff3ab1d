"""What the bench aims at, in milliseconds (median), and the call it measures."""

LIST, DETAIL, HOME = 50, 35, 50
"""A list of 50 rows, a detail, a home page."""

FORM_LIMIT = 60
"""What a page of the application, with all its sections, may take at most: above, the issue is not resolved."""

EXPORT = 0
"""A file that holds every row: nothing is aimed at, it grows with them."""
AGENDA = 40
"""Files a committee can read in one meeting."""
DRAFTS = 60
"""Structures still typing, beside those that deposited."""
REGISTRATIONS = 60
"""To an information day."""
DOOR = 400
"""Who comes to an information day held today."""
INFORMATION_DAYS = 5
"""Of one call."""
IMPORTS, LINES = 25, 60
"""Files read for the directory in one call, and the lines of one of them."""
DOCUMENTS = 30
"""In the public library, however many calls there were."""
ASKED = 50
"""Bulk mails sent, and requests to join, in one call."""

SLUG = "mesures"

LARGEST_CALL, CALLS = 1000, 20
"""Structures of one call; above, they are those of that many calls."""
