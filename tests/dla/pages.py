"""Reading the pages of the DLA, and what its forms send."""

from tests.factories import dla as make


def html(response) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def typed_session(title="Stratégie et ventes", **changes) -> dict:
    """A session as the form sends it."""
    data = {"title": title, "consultant": ""}
    for number, planned in enumerate(make.six_days(), start=1):
        data |= {f"day_{number}": f"{planned.day}", f"module_{number}": planned.module, f"place_{number}": "Salle 1"}
    return data | changes
