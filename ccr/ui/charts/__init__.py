"""Pictures made on the server: the same SVG in the page and in the PDF, by attributes only (the CSP allows no style).

Each function returns a ``Chart``: the picture (and a narrow one for phones), the sentence that reads it and the table
behind it. ``{% chart chart %}`` shows all of it; ``{{ chart }}`` is the picture alone.

    bars([("Trésorerie", 12000), …], title="Besoins par type", unit="€")
    stacked_months([(date, "Trésorerie", amount), …], title="Besoins par mois")
    gauge(34, 36, title="Structures placées", unit="structures", minimum=30)
    monthly([(date, 24), …], title="Candidatures", sentence="24 en octobre 2011.")
    shares([("mk2", [40, 12], 800), …], ["boutique", "bureau"], title="Surface", unit="m²", offer="proposé par le site")
    cumulated([("déposées", {date: 3}), …], first=…, today=…, limit=…, limit_name="Clôture", title="Candidatures")
    progress([("Organisation de la production", "Production", 0.5, "en cours"), …], title="Avancement du plan")
    radar([("Projet", 3), …], maximum=5, title="Synthèse du diagnostic")
    calendar([CalendarItem("Clôture", date), …], today, title="Calendrier")
    journey(steps, today, title="Votre parcours")
    lanes()
"""

from .bars import bars, gauge, stacked_months
from .base import Chart
from .calendar import CalendarItem, calendar
from .calendar import steps as calendar_steps
from .curves import cumulated, periods, sum_until
from .journey import journey
from .lanes import lanes
from .monthly import monthly
from .progress import progress
from .radar import radar
from .shares import shares

__all__ = [
    "CalendarItem",
    "Chart",
    "bars",
    "calendar",
    "calendar_steps",
    "cumulated",
    "gauge",
    "journey",
    "lanes",
    "monthly",
    "periods",
    "progress",
    "radar",
    "shares",
    "stacked_months",
    "sum_until",
]
