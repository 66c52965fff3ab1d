"""Why a file of the draft is not replaced, or taken out: somebody else did, since the page was opened."""

from candidates.models import DraftPiece, DraftSection, SectionKey


def why_not_replace(live, seen: str | None, name: str, person) -> str | None:
    """None when the file joined takes the place of the one that its page showed, or of none.

    live: the piece that is there, None when there is none. seen: the key of the one the page showed, empty when it
    showed none; None when nothing is known of a page. name: of the file that comes; person: who joins it.
    """
    if live is None or seen is None or str(live.pk) == seen:
        return None
    return (
        f"{_who_joined(live, person)} «\u00a0{live.name}\u00a0» depuis l’ouverture de votre page\u00a0: "
        f"«\u00a0{name}\u00a0» ne l’a pas remplacé. Si le vôtre est le bon, envoyez-le de nouveau par "
        "«\u00a0Remplacer\u00a0»."
    )


def why_not_retire(piece) -> str | None:
    """None while the piece is in the draft; else what became of it."""
    if piece.retired_at is None:
        return None
    gone = f"«\u00a0{piece.name}\u00a0» n’est déjà plus dans le brouillon"
    live = DraftPiece.objects.system().filter(draft=piece.draft_id, kind=piece.kind, retired_at__isnull=True).first()
    if live is None:
        return f"{gone}."
    return f"{gone}\u00a0: «\u00a0{live.name}\u00a0» l’a remplacé, et y reste. Rien n’a été retiré."


def _who_joined(live, person) -> str:
    """« Nour Arrivé a joint », when the mark of the section is still that of this file."""
    marks = DraftSection.objects.system().filter(draft=live.draft_id, key=SectionKey.PIECES, saved_at=live.added_at)
    mark = marks.select_related("saved_by").first()
    if mark is None:
        return "Une autre personne, ou vous dans une autre fenêtre, a joint"
    if mark.saved_by_id == person:
        return "Vous avez joint, dans une autre fenêtre,"
    return f"{mark.saved_by.full_name} a joint"
