"""What the account pages say about a session."""

from django import template

register = template.Library()

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def _first(marks, agent):
    return next((name for mark, name in marks if mark in agent), "")


@register.filter
def browser(agent: str) -> str:
    """« Firefox, Windows » for a browser's long name; the beginning of an unknown one."""
    known = [name for name in (_first(BROWSERS, agent), _first(SYSTEMS, agent)) if name]
    return ", ".join(known) or agent[:40] or "Navigateur inconnu"
