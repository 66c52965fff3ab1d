"""What a browser sends of a page besides what is typed in it."""

import html
import re

_HIDDEN = re.compile(r'<input type="hidden" name="(?P<name>[^"]+)"(?: value="(?P<value>[^"]*)")?')


def hidden_of(response) -> dict:
    """The hidden inputs of the page, by name."""
    found = _HIDDEN.finditer(response.content.decode())
    return {item["name"]: html.unescape(item["value"] or "") for item in found}
