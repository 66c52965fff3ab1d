"""CSV and XLSX of a list: safe from formula injection, dates and numbers as French spreadsheets read them."""

import csv
import datetime
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from ccr import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 file may hold, not even escaped: one such character, and the whole workbook does not open."""


def xml_text(value) -> str:
    """A text without what no XML may hold."""
    return _NOT_XML.sub("", str(value))


def safe_text(value) -> str:
    """A text that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before."""
    text = xml_text(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _in_paris(value):
    return clock.in_paris(value).replace(tzinfo=None) if value.tzinfo else value


def _csv_cell(value) -> str:
    """Numbers with a comma, dates as 12/09/2011, the rest as safe text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | float | Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, datetime.datetime):
        return f"{_in_paris(value):%d/%m/%Y %H:%M}"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    return safe_text(value)


def _xlsx_cell(sheet, value, *, bold=False):
    """Numbers and dates as such, in French formats; texts never as formulas."""
    if isinstance(value, bool):
        value = "oui" if value else "non"
    if isinstance(value, datetime.datetime):
        value, style = _in_paris(value), "DD/MM/YYYY HH:MM"
    elif isinstance(value, datetime.date):
        style = "DD/MM/YYYY"
    elif value is None or isinstance(value, int | float | Decimal):
        style = None
    else:
        value, style = safe_text(value), "@"
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    if style:
        cell.number_format = style
    if bold:
        cell.font = Font(bold=True)
    return cell


def to_csv(columns: Sequence[str], rows: Iterable[Sequence]) -> bytes:
    """UTF-8 with its mark, semicolons, every cell quoted: opens with a double click in French."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([safe_text(column) for column in columns])
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(columns: Sequence[str], rows: Iterable[Sequence]) -> bytes:
    """One sheet, the headings in bold and always in sight."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Export")
    sheet.freeze_panes = "A2"
    sheet.append([_xlsx_cell(sheet, column, bold=True) for column in columns])
    for row in rows:
        sheet.append([_xlsx_cell(sheet, value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


FORMATS = {"csv": (to_csv, "text/csv; charset=utf-8"), "xlsx": (to_xlsx, XLSX)}


def export_response(request, name: str, columns: Sequence[str], rows: Iterable[Sequence]) -> HttpResponse:
    """The list as a download, in the format of ``?format=csv|xlsx`` (CSV by default).

    name: of the file, without personal data; the day is added. rows: of what the seat may see, one side per file.
    Raises Http404 for another format.
    """
    extension = request.GET.get("format", "csv")
    if extension not in FORMATS:
        raise Http404
    write, content_type = FORMATS[extension]
    response = HttpResponse(write(columns, rows), content_type=content_type)
    filename = f"{slugify(name)}-{clock.today():%Y-%m-%d}.{extension}"
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "private, no-store"
    return response
