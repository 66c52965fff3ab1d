"""Pictures made on the server: the same SVG in the page and in the PDF, by attributes only (the CSP allows no style).

Each function returns a ``Chart``: the picture (and a narrow one for phones), the sentence that reads it and the table
behind it. ``{% chart chart %}`` shows all of it; ``{{ chart }}`` is the picture alone.

    bars([("Trésorerie", 12000), …], title="Besoins par type", unit="€")
    stacked_months([(date, "Trésorerie", amount), …], title="Besoins par mois")
    gauge(34, 36, title="Structures placées", unit="structures", minimum=30)
    monthly([(date, 24), …], title="Candidatures", sentence="24 en octobre 2011.")
    radar([("Projet", 3), …], maximum=5, title="Synthèse du diagnostic")
    calendar([CalendarItem("Clôture", date), …], today, title="Calendrier")
    journey(steps, today, title="Votre parcours")
    lanes()
"""

from .bars import bars, gauge, stacked_months
from .base import Chart
from .calendar import CalendarItem, calendar
from .calendar import steps as calendar_steps
from .journey import journey
from .lanes import lanes
from .monthly import monthly
from .radar import radar

__all__ = [
    "CalendarItem",
    "Chart",
    "bars",
    "calendar",
    "calendar_steps",
    "gauge",
    "journey",
    "lanes",
    "monthly",
    "radar",
    "stacked_months",
]
