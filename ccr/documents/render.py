"""HTML to PDF: tagged (PDF/UA), fonts embedded, nothing fetched but our own files. Same input, same bytes."""

import mimetypes
import threading
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.utils._os import safe_join
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

BASE_URL = "https://ccr.invalid/"
"""What relative addresses of a template are relative to: no host, the fetcher answers for it."""
VARIANT = "pdf/ua-1"
STYLE = BASE_URL + settings.STATIC_URL.removeprefix("/") + "css/pdf.css"
"""What every PDF of the house wears."""
_local = threading.local()


def _own_file(path: str) -> Path | None:
    """The file behind ``/static/…`` or ``/fonts/…``, None when there is none there."""
    roots = []
    if path.startswith("/fonts/"):
        name, roots = path.removeprefix("/fonts/"), [settings.FONTS_DIR]
    elif path.startswith(settings.STATIC_URL):
        name, roots = path.removeprefix(settings.STATIC_URL), [settings.STATIC_ROOT]
        if found := finders.find(name):
            return Path(found)
    for root in roots:
        file = Path(safe_join(root, name))
        if file.is_file():
            return file
    return None


class ForeignResource(Exception):
    """A template asked for something that is not one of our own files."""


class HouseFetcher(URLFetcher):
    """Serves our static files and fonts, and what is in the page itself (``data:``). No network, no other file.

    A resource that is not there stops the rendering: a letter without its letters is worse than none.
    """

    def __init__(self):
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)

    def fetch(self, url, headers=None):
        if url.startswith("data:"):
            return super().fetch(url, headers)
        parts = urlsplit(url)
        try:
            own = _own_file(unquote(parts.path)) if url.startswith(BASE_URL) else None
        except SuspiciousFileOperation:
            own = None
        if own is None:
            raise FatalURLFetchingError(f"not one of our files: {parts.scheme}:…{Path(parts.path).name}")
        kind = mimetypes.guess_type(own.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, own.read_bytes(), {"Content-Type": kind})


class House:
    """The house's style and letters, read once by each thread: a font map is not to be shared between threads."""

    def __init__(self):
        self.fonts = FontConfiguration()
        self.style = CSS(url=STYLE, url_fetcher=HouseFetcher(), font_config=self.fonts)


def _house() -> House:
    """This thread's. Raises FatalURLFetchingError when the style is not there."""
    if not hasattr(_local, "house"):
        _local.house = House()
    return _local.house


def render_pdf(html: str, mark: str = "") -> tuple[bytes, int]:
    """The PDF and its number of pages. Takes about 0.1 s a page: never inside a transaction.

    mark: what the file says it is (``ccr.documents.marks``), on no page of it. Raises ForeignResource.
    """
    try:
        house = _house()
        page = HTML(string=html, base_url=BASE_URL, url_fetcher=HouseFetcher())
        document = page.render(font_config=house.fonts, stylesheets=[house.style], pdf_variant=VARIANT)
        if mark:
            document.metadata.keywords = [*document.metadata.keywords, mark]
        return document.write_pdf(pdf_variant=VARIANT, pdf_identifier=mark.encode() or None), len(document.pages)
    except FatalURLFetchingError as error:  # a BaseException: it would go through everything that keeps the row right
        raise ForeignResource(str(error)) from error
