"""Exports open in a French spreadsheet and run nothing there."""

import datetime
import io
from decimal import Decimal

import pytest
from django.http import Http404
from openpyxl import load_workbook

from ccr import clock
from ccr.documents.exports import export_response, to_csv, to_xlsx

EVIL = ["=1+1", "+1", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1+1"]


def csv(*rows, columns=("A",)):
    return to_csv(columns, rows).decode("utf-8-sig").splitlines()


def sheet(*rows, columns=("A",)):
    return load_workbook(io.BytesIO(to_xlsx(columns, rows))).active


@pytest.mark.parametrize("text", EVIL)
def test_no_text_is_a_formula_in_csv(text):
    content = to_csv(("A",), [(text,)]).decode("utf-8-sig")
    assert content == f'"A"\r\n"\'{text}"\r\n'


@pytest.mark.parametrize("text", EVIL)
def test_no_text_is_a_formula_in_xlsx(text):
    cell = sheet((text,))["A2"]
    assert cell.data_type == "s"
    assert cell.value.startswith("'")


def test_headings_are_safe_too():
    assert csv(columns=("=1+1",)) == ['"\'=1+1"']


def test_real_numbers_stay_numbers_even_negative():
    assert csv((-5, Decimal("-12.50"), 3.5), columns="ABC")[1] == '"-5";"-12,50";"3,5"'
    assert [cell.value for cell in sheet((-5, Decimal("-12.50")), columns="AB")[2]] == [-5, -12.5]


def test_dates_are_french():
    at = datetime.datetime(2011, 12, 15, 22, 59, tzinfo=datetime.UTC)
    row = (datetime.date(2011, 9, 12), at.astimezone(clock.PARIS))

    assert csv(row, columns="AB")[1] == '"12/09/2011";"15/12/2011 23:59"'
    cells = sheet(row, columns="AB")[2]
    assert [cell.number_format for cell in cells] == ["DD/MM/YYYY", "DD/MM/YYYY HH:MM"]
    assert cells[0].value == datetime.datetime(2011, 9, 12)


def test_nothing_yes_and_control_characters():
    row = (None, True, "a\x00\ufffe\uffff\ud800b")
    assert csv(row, columns="ABC")[1] == '"";"oui";"ab"'
    assert [cell.value for cell in sheet(row, columns="ABC")[2]] == [None, "oui", "ab"]


def test_quotes_and_semicolons_stay_in_their_cell():
    assert csv(('un "bon"; goût',))[1] == '"un ""bon""; goût"'


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_answer_is_a_private_attachment(rf, freeze, extension):
    freeze("2011-12-16")
    answer = export_response(rf.get("/", {"format": extension}), "Structures de l’appel", ["A"], [["é"]])

    assert answer["Content-Disposition"] == f'attachment; filename="structures-de-lappel-2011-12-16.{extension}"'
    assert answer["Cache-Control"] == "private, no-store"
    assert not answer.streaming


def test_csv_has_its_mark(rf):
    assert export_response(rf.get("/"), "x", ["é"], []).content.startswith(b"\xef\xbb\xbf")


def test_another_format_does_not_exist(rf):
    with pytest.raises(Http404):
        export_response(rf.get("/", {"format": "exe"}), "x", [], [])
