"""Formats of dates and numbers, where they differ from Django's own French."""
