"""Mails: an outbox per app, sending that neither loses nor doubles, reminders. Start at ``outbox.py``."""
