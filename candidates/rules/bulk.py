"""Why a mail may not be written to several structures. Each function gives None or the French reason."""

from ccr.ui import french


def why_not_bulk(applications, people) -> str | None:
    """None when somebody would receive it. people: of ``services.bulk_recipients``."""
    if not applications:
        return "Aucune structure n’est choisie : revenez à la liste, et cochez-en au moins une."
    if not people:
        return "Personne ne recevrait ce courrier : aucune de ces structures n’a quelqu’un à qui écrire ici."
    return None


def why_left_out(number: int) -> str:
    """What the page says of the withdrawn structures that a mail to the whole list leaves aside; empty for none."""
    if not number:
        return ""
    told = french.counted(number, "structure retirée n’est pas comptée", "structures retirées ne sont pas comptées")
    them, tick = ("lui", "cochez-la") if number == 1 else ("leur", "cochez-les")
    return (
        f"{told} parmi les destinataires. Pour {them} écrire, filtrez la liste par "
        f"« Candidature : retirée », ou {tick}."
    )


def why_not_filtered(labels) -> str | None:
    """None when the list is narrowed by what the candidates' side says only.

    labels: of the filters in force that look into support or instruction (``StructureFilter.of_other_lanes``). A mail
    to « those who have a diagnostic » would say so to whoever compares who received it.
    """
    if not labels:
        return None
    names = ", ".join(f"« {label} »" for label in labels)
    return (
        f"La liste est filtrée par {names}, qui regarde l’appui ou l’instruction : un courrier groupé ne se compose "
        "pas d’après ces filtres. Retirez-les, ou cochez les structures une à une."
    )
