"""A note laid out to be read: the same on the page and in the PDF."""

from itertools import groupby

from ccr.ui import charts, french
from diagnostics.states import QuestionKind


def note_context(note) -> dict:
    """What ``diagnostics/fragments/note.html`` and the PDF show. note: from ``with_page_data()``."""
    sections = [
        {"title": title, "lines": list(lines)} for title, lines in groupby(note.quoted, key=lambda line: line.section)
    ]
    return {
        "note": note,
        "sections": sections,
        "structure": note.application.organisation,
        "organisation": note.organisation,
        "facts": facts(note),
        "radar": radar(note),
    }


def facts(note):
    """Who wrote it, for whom, when."""
    return [
        ("Structure", note.application.organisation.name),
        ("Réalisé par", note.organisation.name),
        ("Diagnostiqueur", note.author.person.full_name),
        ("Remise à la structure", french.long_date(note.shared_at) if note.shared_at else ""),
        ("Validée par la structure", french.long_date(note.validated_on) if note.validated_on else ""),
        ("Restituée", french.long_date(note.restituted_on) if note.restituted_on else ""),
    ]


def radar(note):
    """The ratings of the themes, when there are enough of them for a shape: of each, the first."""
    rated = {}
    for line in note.quoted:
        if line.kind == QuestionKind.RATING and line.value.isdigit():
            rated.setdefault(line.section, int(line.value))
    ratings = list(rated.items())
    if len(ratings) < 3:
        return None
    if len({value for _, value in ratings}) == 1:
        sentence = f"Tous les thèmes sont à {ratings[0][1]} sur 4."
        return _radar(ratings, sentence)
    return _radar(ratings, f"{_at(ratings, max, 'solide')} {_at(ratings, min, 'fragile')}")


def _at(ratings, end, word) -> str:
    """The themes at one end of the scale. end: max or min."""
    value = end(rating for _, rating in ratings)
    named = [f"« {theme} »" for theme, rating in ratings if rating == value]
    plural = "s" if len(named) > 1 else ""
    return f"Le{plural} plus {word}{plural} : {french.listed(named)} ({value} sur 4)."


def _radar(ratings, sentence):
    return charts.radar(ratings, maximum=4, title="Appréciation par thème, de 1 à 4", sentence=sentence)
