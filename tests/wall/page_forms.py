"""The forms of a page, as a browser sees them: where they go, what they hold, what each field takes."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

TYPED = ("text", "textarea", "email", "tel", "url", "search", "password", "number", "date", "time", "month")
CHOSEN = ("select", "radio", "checkbox", "hidden")
PLAUSIBLE = {
    "email": "camille@exemple.test",
    "tel": "0491000000",
    "url": "https://exemple.test/",
    "number": "1",
    "date": "2012-03-15",
    "time": "10:00",
    "month": "2012-03",
}
"""What somebody types where nothing is: the world stands in February 2012."""
TOKEN = "csrfmiddlewaretoken"


@dataclass
class Field:
    """A field: its kind, what it holds, and what may be chosen in it."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)

    def plausible(self) -> list[str]:
        """What it holds, or else something that may well be accepted."""
        if self.values or self.kind == "hidden":
            return self.values or [""]
        if self.choices:
            return self.choices[:1]
        return [PLAUSIBLE.get(self.kind, "Quelques mots")] if self.kind in TYPED else []


@dataclass
class PageForm:
    """A form: where it is sent, its fields by name, and its token against forged requests."""

    action: str
    fields: dict[str, Field] = field(default_factory=dict)
    token: str = ""

    def filled(self) -> dict[str, list[str]]:
        """The form as somebody would send it who fills what is empty."""
        return {name: values for name, one in self.fields.items() if (values := one.plausible())}

    def untouched(self) -> dict[str, list[str]]:
        """The form as a browser sends it where nobody typed anything: an empty field too, a box only when ticked."""
        ticked = ("radio", "checkbox")
        return {name: one.values or [""] for name, one in self.fields.items() if one.values or one.kind not in ticked}

    @property
    def shape(self) -> tuple:
        """What makes two forms the same for whoever looks for bad input."""
        return tuple(sorted((name, one.kind) for name, one in self.fields.items()))


class _Reader(HTMLParser):
    def __init__(self, path, method):
        super().__init__()
        self.path, self.method, self.found = path, method, []
        self.form = self.select = self.area = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            wanted = attrs.get("method", "get").lower() == self.method
            self.form = PageForm(urljoin(self.path, attrs.get("action") or "")) if wanted else None
        name = attrs.get("name")
        if name == TOKEN and self.form is not None:
            self.form.token = attrs.get("value", "")
        if tag == "option" and self.select is not None:
            self._option(attrs)
        if self.form is None or not name or name == TOKEN or "disabled" in attrs:
            return
        if tag == "select":
            self.select = self._field(name, "select")
        elif tag == "textarea":
            self.area = self._field(name, "textarea")
        elif tag == "input":
            self._input(name, attrs.get("type", "text"), attrs)
        elif tag == "button" and attrs.get("value"):
            self._field(name, "hidden").values = [attrs["value"]]

    def _field(self, name, kind):
        return self.form.fields.setdefault(name, Field(name, kind))

    def _option(self, attrs):
        if value := attrs.get("value", ""):
            self.select.choices.append(value)
            if "selected" in attrs:
                self.select.values.append(value)

    def _input(self, name, kind, attrs):
        if kind in ("submit", "button", "file", "image", "reset"):
            return
        made, value = self._field(name, kind), attrs.get("value", "on" if kind == "checkbox" else "")
        if kind in ("radio", "checkbox"):
            made.choices.append(value)
            if "checked" in attrs:
                made.values.append(value)
        elif value:
            made.values.append(value)

    def handle_data(self, data):
        if self.area is not None and data.strip():
            self.area.values = [*self.area.values, data.strip()]

    def handle_endtag(self, tag):
        if tag == "form" and self.form is not None:
            self.found.append(self.form)
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None


REFUSED = re.compile(r"<(?:input|select|textarea)\b[^<>]*\baria-invalid=[\"']true[^<>]*>")
NAME = re.compile(r"""\sname=["']([^"']+)""")


def refused_on(html: str) -> set[str]:
    """The names of the fields that a page says are wrong."""
    return {name for field in REFUSED.findall(html) for name in NAME.findall(field)}


def forms_on(html: str, path: str, method: str = "post") -> list[PageForm]:
    """The forms of a page that are sent by this method. path: the page's own address."""
    reader = _Reader(path, method)
    reader.feed(html)
    return reader.found
