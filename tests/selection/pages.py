"""Reading and filling the pages of instruction."""

import re

from tests.factories import selection as play


def text(response) -> str:
    """What a person reads of a page: no tags, plain spaces."""
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", words.replace("\u00a0", " "))


def post_marks(campaign, values=play.D11, **more):
    """The marks form as a browser sends it."""
    given = {f"value_{c.pk.hex}": value for c, value in zip(play.criteria(campaign), values, strict=True)}
    return {**given, **more}
