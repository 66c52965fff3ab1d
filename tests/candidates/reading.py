"""Reading pages and PDFs as a person does: the words, with ordinary spaces."""

import html
import re
from io import BytesIO

from django.urls import reverse
from pypdf import PdfReader


def plain(text) -> str:
    """Without the spaces that do not break."""
    return str(text).replace("\u00a0", " ")


def text_of(answer) -> str:
    """The words of an HTML answer, on one line."""
    body = re.sub(r"<(script|style|svg).*?</\1>", " ", answer.content.decode(), flags=re.S)
    words = re.sub(r"\s+", " ", plain(html.unescape(re.sub(r"<[^>]+>", " ", body)))).strip()
    return re.sub(r" ([.,])", r"\1", words)


def pdf_text(content: bytes) -> str:
    """The words of a PDF, on one line."""
    pages = [sheet.extract_text() for sheet in PdfReader(BytesIO(content)).pages]
    return re.sub(r"\s+", " ", plain(" ".join(pages)))


def page(name, application, *args) -> str:
    """The address of one of the pages of an application."""
    return reverse(f"candidates:{name}", args=[application.campaign.slug, application.pk, *args])
