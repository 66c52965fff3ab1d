"""Numbers, money and dates as French readers write them. Pure functions: pages, mails and PDFs use the same.

Spaces that must not break are U+00A0 everywhere: the serif of the titles has no U+202F.
"""

import datetime
from decimal import ROUND_HALF_UP, Decimal

from ccr import clock

NBSP = "\u00a0"
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
SHORT_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


def number(value, decimals: int | None = None) -> str:
    """« 1 234,5 »: thousands apart, comma, as many decimals as it has or as asked."""
    value = Decimal(str(value))
    if decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    sign = "−" if value < 0 else ""
    text = f"{abs(value):f}"
    whole, _, rest = text.partition(".")
    if decimals is None:
        rest = rest.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", NBSP)
    return f"{sign}{grouped},{rest}" if rest else f"{sign}{grouped}"


def euros(value) -> str:
    """« 1 234,50 € », « 5 000 € » when whole."""
    value = Decimal(str(value)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    whole = value == value.to_integral_value()
    return f"{number(value, 0 if whole else 2)}{NBSP}€"


def percent(value) -> str:
    """A share of one as « 58 % »."""
    return f"{number(Decimal(str(value)) * 100, 0)}{NBSP}%"


def file_size(octets: int) -> str:
    """« 38 Ko », « 1,2 Mo »: by 1 024, as the 20 Mo of uploads are counted."""
    kilo = Decimal(octets) / 1024
    if octets < 1024:
        return counted(octets, "octet")
    if kilo < 1023:
        return f"{number(kilo, 0)}{NBSP}Ko"
    return f"{number(kilo / 1024, 1)}{NBSP}Mo"


def is_plural(value) -> bool:
    """French plural begins at two: 0 jour, 1,5 jour, 2 jours."""
    return abs(Decimal(str(value))) >= 2


def counted(value, singular: str, plural: str = "") -> str:
    """« 3 structures », « 1 structure », « 0 structure »."""
    word = (plural or singular + "s") if is_plural(value) else singular
    return f"{number(value)}{NBSP}{word}"


def listed(words) -> str:
    """« mk2 », « mk2 et Friche », « mk2, Friche et Docks »."""
    *first, last = words or [""]
    return f"{', '.join(first)} et {last}" if first else last


def of(name: str) -> str:
    """« de Rustine », « d’Accès Création »: the preposition before a name, which keeps its own article."""
    return f"d’{name}" if name[:1].lower() in "aàâeéèêëiîïoôuùûüœæ" else f"de {name}"


def days_from_half_days(half_days) -> str:
    """Half days, as the pool counts them, written in days: 3 gives « 1,5 jour »."""
    return counted(Decimal(half_days) / 2, "jour")


def _day(value) -> datetime.date:
    if isinstance(value, datetime.datetime):
        return (clock.in_paris(value) if value.tzinfo else value).date()
    return value


def _ordinal(day: int) -> str:
    return "1er" if day == 1 else str(day)


def short_date(value) -> str:
    """« 15 déc. », for lists."""
    day = _day(value)
    return f"{_ordinal(day.day)}{NBSP}{SHORT_MONTHS[day.month - 1]}"


def short_date_year(value) -> str:
    """« 15 déc. 2026 », for lists that span years."""
    return f"{short_date(value)}{NBSP}{_day(value).year}"


def near_date(value, today) -> str:
    """« 15 déc. » in the year of ``today``, « 15 déc. 2025 » in another: for timelines, which cross years."""
    return short_date(value) if _day(value).year == _day(today).year else short_date_year(value)


def near_period(first, last, today) -> str:
    """« 12 oct. – 15 déc. », « 12 oct. – 12 févr. 2027 »: the years that are not this one; one day without ``last``."""
    when = near_date(last or first, today)
    if not last:
        return when
    begins = short_date(first) if _day(first).year == _day(last).year else near_date(first, today)
    return f"{begins} – {when}"


def long_date(value) -> str:
    """« 15 décembre 2026 », for sentences."""
    day = _day(value)
    return f"{_ordinal(day.day)}{NBSP}{MONTHS[day.month - 1]}{NBSP}{day.year}"


def month(value) -> str:
    """« décembre 2026 », for monthly figures."""
    day = _day(value)
    return f"{MONTHS[day.month - 1]}{NBSP}{day.year}"


def short_month(value) -> str:
    """« déc. 2026 », for the heads of columns."""
    day = _day(value)
    return f"{SHORT_MONTHS[day.month - 1]}{NBSP}{day.year}"


def date_fr(value) -> str:
    """« 15/12/2026 », for tables and forms."""
    return f"{_day(value):%d/%m/%Y}"


def hour(value) -> str:
    """« 14 h 32 », « 10 h »."""
    if isinstance(value, datetime.datetime) and value.tzinfo:
        value = clock.in_paris(value)
    return f"{value.hour}{NBSP}h" + (f"{NBSP}{value.minute:02d}" if value.minute else "")


def moment(value) -> str:
    """« 15 déc. 2026 à 14 h 32 », for journals."""
    return f"{short_date_year(value)} à {hour(value)}"


def binding_date(value) -> str:
    """« mardi 15 décembre 2026 à 23 h 59 », where the date binds.

    A day without an hour binds until its end; so does the first instant of the next day (``clock.end_of``).
    """
    if isinstance(value, datetime.datetime):
        value = clock.in_paris(value) if value.tzinfo else value
        if (value.hour, value.minute) == (0, 0):
            value -= datetime.timedelta(minutes=1)
        day, at = value.date(), hour(value)
    else:
        day, at = value, f"23{NBSP}h{NBSP}59"
    return f"{WEEKDAYS[day.weekday()]} {long_date(day)} à {at}"


def day_in_words(value) -> str:
    """« mardi 15 décembre 2026 »."""
    day = _day(value)
    return f"{WEEKDAYS[day.weekday()]} {long_date(day)}"


def days_left(until, today) -> str:
    """« il reste 23 jours », « c’est aujourd’hui », « demain », « depuis 3 jours »."""
    left = (_day(until) - _day(today)).days
    if left > 1:
        return f"dans {counted(left, 'jour')}"
    if left == 1:
        return "demain"
    if left == 0:
        return "aujourd’hui"
    return f"depuis {counted(-left, 'jour')}"
