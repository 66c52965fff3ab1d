"""Account mails: never inside the request, encrypted, erased, never late."""

import datetime

import pytest
from django.urls import reverse

from ccr.accounts import cipher, mail
from ccr.accounts.adapter import SUBJECTS
from ccr.accounts.models import AccountMail
from ccr.notifications import sending
from ccr.notifications.models import render_body
from ccr.notifications.states import MailState


@pytest.fixture
def asked(client, person, db):
    """A sign-in code has been asked for; nothing is committed, so nothing left."""
    client.post(reverse("account_request_login_code"), {"email": person.email})
    return AccountMail.objects.system().get()


def test_a_request_sends_nothing_itself(asked, mailoutbox):
    assert asked.state == MailState.WAITING
    assert mailoutbox == []


def test_the_row_tells_neither_code_nor_address(asked, person):
    assert person.email not in asked.body
    assert "code" not in asked.body.lower() or cipher.decrypt(asked.body) != asked.body
    assert person.email in cipher.decrypt(asked.body)


def test_the_body_is_erased_once_sent(client, person, commits, mailoutbox):
    with commits():
        client.post(reverse("account_request_login_code"), {"email": person.email})

    row = AccountMail.objects.system().get()
    assert (row.state, row.body) == (MailState.SENT, "")
    assert len(mailoutbox) == 1


@pytest.mark.django_db(transaction=True)
def test_a_mail_is_never_sent_after_its_code(mailoutbox, freeze, settings, rf):
    from django.core.mail import EmailMultiAlternatives

    settings.CELERY_TASK_ALWAYS_EAGER = True
    freeze("2026-03-02 10:00")
    message = EmailMultiAlternatives("Sujet", "Texte", to=["a@exemple.fr"])
    message.attach_alternative("<p>Texte</p>", "text/html")
    row = AccountMail.objects.system().create(
        kind="login_code",
        body=cipher.encrypt("{}"),
        expires_at=datetime.datetime(2026, 3, 2, 9, 15, tzinfo=datetime.UTC),
    )
    freeze("2026-03-02 10:16")

    sending.deliver(row._meta.label, row.pk)

    row.refresh_from_db()
    assert (row.state, row.body, mailoutbox) == (MailState.VOID, "", [])


def test_what_failed_is_erased_with_its_code(asked, freeze):
    freeze(asked.expires_at - datetime.timedelta(seconds=1))
    assert mail.erase_expired() == 0
    freeze(asked.expires_at + datetime.timedelta(seconds=1))
    assert mail.erase_expired() == 1

    asked.refresh_from_db()
    assert asked.body == ""


def test_a_former_secret_key_still_reads(settings):
    token = cipher.encrypt("un secret")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "une autre clef" * 5

    assert cipher.decrypt(token) == "un secret"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(cipher.Unreadable):
        cipher.decrypt(token)


@pytest.mark.parametrize("prefix", sorted(SUBJECTS))
def test_every_mail_of_the_account_is_in_french_with_two_bodies(prefix, freeze):
    freeze("2026-03-02 10:00")
    context = {
        "subject": SUBJECTS[prefix],
        "base_url": "https://ccr.exemple",
        "code": "BCDF-GHJK",
        "minutes": 15,
        "login_url": "https://ccr.exemple/a/",
        "signup_url": "https://ccr.exemple/c/",
        "from_email": "a@exemple.fr",
        "to_email": "b@exemple.fr",
        "deleted_email": "c@exemple.fr",
        "ip": "192.0.2.1",
        "timestamp": datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC),
    }

    text, html = render_body(f"{prefix}_message", context)

    for body in (text, html):
        assert "You" not in body
        assert "  :" not in body
        assert "Ce message est envoyé automatiquement" in body
    assert "BCDF-GHJK" not in SUBJECTS[prefix]
