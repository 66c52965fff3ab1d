"""What a browser sends of a page besides what is typed in it."""

import html
import re

from tests.wall.page_forms import forms_on

BUTTONS = ("submit", "draft", "save", "send", "share", "modifier")
_HIDDEN = re.compile(r'<input type="hidden" name="(?P<name>[^"]+)"(?: value="(?P<value>[^"]*)")?')


def hidden_of(response) -> dict:
    """The hidden inputs of the page, by name."""
    found = _HIDDEN.finditer(response.content.decode())
    return {item["name"]: html.unescape(item["value"] or "") for item in found}


def sent_by(response) -> dict:
    """The largest form of the page as a browser sends it untouched, its buttons aside: {name: values}."""
    form = max(forms_on(response.content.decode(), ""), key=lambda form: len(form.fields))
    return {name: values for name, values in form.untouched().items() if name not in BUTTONS}
