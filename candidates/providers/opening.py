"""What a call asks of its candidates, before it opens."""

from candidates import charter
from ccr.registry import Check
from ccr.ui import french


def checks(campaign) -> list[Check]:
    """The charter that each structure signs: without one, nothing could be deposited (A026)."""
    about = {"title": "Charte", "rank": 45, "blocks": True}
    current = charter.CURRENT
    if not current.articles:
        return [Check(**about, state="missing", detail="La charte à signer est vide : écrivez à l’administration.")]
    articles = french.counted(len(current.articles), "article")
    detail = f"Version {current.version}, {articles}. Chaque structure la signe avant de déposer."
    return [Check(**about, state="done", detail=detail)]
