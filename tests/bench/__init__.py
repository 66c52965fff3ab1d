"""The bench: the main pages, measured through gunicorn on PostgreSQL (``make bench``)."""
