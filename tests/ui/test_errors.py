"""Refusals have a page, and error reports say nothing of people."""

import logging
import sys

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.views.debug import get_exception_reporter_class

from ccr.programme.roles import Role
from ccr.ui import errors
from tests.factories.core import make_campaign, make_seat

SECRET = "fragilite-confidentielle"


@pytest.mark.parametrize(
    ("page", "status", "word"),
    [
        (errors.bad_request, 400, "comprise"),
        (errors.forbidden, 403, "ouverte"),
        (errors.csrf_failure, 403, "expiré"),
        (errors.not_found, 404, "rien à cette adresse"),
        (errors.too_many_requests, 429, "Trop d’essais"),
        (errors.server_error, 500, "panne"),
    ],
)
def test_each_refusal_says_what_to_do(client, page, status, word):
    request = RequestFactory().get(f"/{SECRET}/")

    response = page(request)

    assert response.status_code == status
    assert word in response.content.decode()
    assert SECRET not in response.content.decode()
    assert 'lang="fr"' in response.content.decode()


def test_a_session_cookie_with_a_nul_is_no_session(client, db):
    response = client.get(reverse("account_login"), headers={"cookie": 'sessionid="aaaaaaaaaaaaaaaa\\000bbbb"'})

    assert response.status_code == 200


@pytest.mark.parametrize(("charset", "status"), [("base64", 400), ("unicode_escape", 400), ("UTF8", 200)])
def test_a_form_in_another_charset_is_not_understood(client, db, charset, status):
    body = b'--X\r\nContent-Disposition: form-data; name="login"\r\n\r\n\\ud800@a.fr\r\n--X--\r\n'

    kind = f"multipart/form-data; boundary=X; charset={charset}"
    response = client.generic("POST", reverse("account_login"), body, content_type=kind)

    assert response.status_code == status
    assert ("Cette demande n’a pas été comprise" in response.content.decode()) == (status == 400)


def test_the_page_of_a_failure_asks_nothing(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        errors.server_error(RequestFactory().get("/"))


@pytest.mark.django_db
def test_a_missing_page_shows_nothing_of_the_seat(sign_in, freeze):
    freeze("2011-11-22")
    campaign = make_campaign()
    seat = make_seat(campaign, Role.DLA_OFFICER)

    response = sign_in(seat.person).get(f"/{campaign.slug}/nulle/part/")

    assert response.status_code == 404
    assert "nav-wide" not in response.content.decode()


@pytest.mark.django_db
def test_a_call_that_is_not_published_is_no_more_there_than_one_that_does_not_exist(client, freeze):
    freeze("2011-09-20 10:00")
    make_campaign("2030", published=False, help_email="appel2030@regain.example")

    hidden, nothing = client.get("/2030/candidater/"), client.get("/2031/candidater/")

    assert hidden.status_code == nothing.status_code == 404
    assert hidden.content == nothing.content


def failure():
    """The exc_info of a bug whose text and locals hold a secret."""
    note = SECRET
    try:
        try:
            raise ValueError(note)
        except ValueError as error:
            raise RuntimeError(f"key (name)=({note})") from error
    except RuntimeError:
        return sys.exc_info()


def test_a_report_carries_no_parameter_no_local_no_cookie_no_text():
    request = RequestFactory(HTTP_COOKIE=f"sessionid={SECRET}").post(f"/depot/?q={SECRET}", {"text": SECRET})

    reporter = get_exception_reporter_class(request)(request, *failure())

    for report in (reporter.get_traceback_text(), reporter.get_traceback_html()):
        assert "RuntimeError" in report
        assert "/depot/" in report
        assert SECRET not in report.replace(f'SECRET = "{SECRET}"', "")


def test_a_log_line_tells_where_and_never_what():
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Internal Server Error", (), failure())

    line = errors.DiscreetFormatter("%(message)s").format(record)

    assert "test_errors.py" in line
    assert "builtins.ValueError" in line
    assert SECRET not in line
