"""Who did what, when; and who read what.

The journal of an app is a table of that app (DESIGN 2.3): ``record`` finds ``<app of about>.Journal``.

>>> from ccr import journal
>>> journal.record(seat, "deposited", application, version=2)
>>> journal.record(None, "expired", invitation)  # the machine
>>> journal.record_reading(seat, note)  # « Qui a lu ma note »
"""

from .services import record, record_all, record_in, record_reading

__all__ = ["record", "record_all", "record_in", "record_reading"]
