"""The addresses « Le mur » asks: of one structure of the past call, support's and instruction's."""

from ccr.demo.people import PAST_CALL


def wall_addresses() -> list[tuple[str, str]]:
    """(what it shows, address)."""
    return [("À faire", f"/{PAST_CALL}/")]
