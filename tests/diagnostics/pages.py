"""Reading the pages of diagnosis."""

BASE = "/2011/appui/diagnostics/"


def text(response) -> str:
    """A page, its spaces those one types."""
    return response.content.decode().replace("\u00a0", " ")
