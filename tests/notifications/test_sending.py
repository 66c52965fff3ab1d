"""A mail leaves once, after the commit, and says where it is whatever happens (DESIGN 3)."""

import smtplib

import pytest
from django.db import IntegrityError, transaction
from kombu.exceptions import OperationalError

from candidates.models import Application, Mail
from ccr import after_commit, clock
from ccr.notifications import outbox, sending
from ccr.notifications.states import MAIL, MailState
from ccr.notifications.tasks import relay, send
from ccr.programme import seats
from ccr.wall.guard import passing
from ccr.wall.sides import Side
from tests.factories.core import PersonFactory
from tests.notifications.servers import SmtpServer


@pytest.fixture
def smtp(settings):
    """``smtp(**replies)``: a real server on a free port, and Django's own backend speaking to it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 0.4

    def start(port=0, **replies):
        server = SmtpServer(port, **replies)
        settings.EMAIL_PORT = server.port
        return server

    return start


def test_a_mail_leaves_after_the_commit(queue, commits, fresh, mailoutbox):
    with commits():
        mail = queue()
        assert mailoutbox == []

    (message,) = mailoutbox
    assert message.to == [mail.recipient.email]
    assert message.extra_headers["Message-ID"] == mail.message_id
    assert fresh(mail).state == MailState.SENT


def test_a_mail_has_a_text_and_an_html_body(queue, commits, mailoutbox):
    with commits():
        queue()

    (message,) = mailoutbox
    html, mimetype = message.alternatives[0]
    assert mimetype == "text/html"
    assert "Votre candidature" in html
    assert "Cité de la Consommation Responsable" in message.body


@pytest.mark.django_db(transaction=True)
def test_a_rollback_sends_nothing(queue, mailoutbox):
    with pytest.raises(RuntimeError, match="on second thoughts"), transaction.atomic():
        queue()
        raise RuntimeError("on second thoughts")

    assert not Mail.objects.system().exists()
    assert mailoutbox == []


def test_the_same_mail_queued_twice_leaves_once(queue, commits, mailoutbox):
    with commits():
        queue()
        queue()
    with commits():
        queue()

    assert len(mailoutbox) == 1


def test_another_occurrence_is_another_mail(queue, commits, mailoutbox):
    with commits():
        queue(occurrence="1")
        queue(occurrence="2")

    assert len(mailoutbox) == 2


def test_a_task_received_twice_sends_once(queue, commits, mailoutbox):
    with commits():
        mail = queue()
    send("candidates.Mail", str(mail.pk))

    assert len(mailoutbox) == 1


def test_a_lost_broker_message_loses_no_mail(queue, fresh, mailoutbox):
    mail = queue()  # what waits for the commit is never run: the message is lost

    relay()

    assert len(mailoutbox) == 1
    assert fresh(mail).state == MailState.SENT


@pytest.mark.parametrize("error", [OperationalError, ConnectionRefusedError])
def test_a_broker_that_is_down_does_not_break_the_page(error):
    class Unreachable:
        name = "tests.task"

        def apply_async(self, *args, **options):
            raise error

    after_commit.start(Unreachable(), "label", "key")


def test_a_mail_is_rendered_in_the_pass_of_its_recipient(queue, commits, mailoutbox, application):
    with commits(), passing({Side.CANDIDATE}):
        queue()

    assert len(mailoutbox) == 1


def test_a_recipient_who_may_no_longer_see_gets_nothing(queue, fresh, representative, mailoutbox):
    mail = queue()
    for mandate in representative.active_mandates:
        seats.withdraw_mandate(mandate)

    relay()

    assert fresh(mail).state == MailState.VOID
    assert mailoutbox == []


def test_a_recipient_of_another_structure_gets_nothing(campaign, application, fresh, mailoutbox):
    from ccr.programme.roles import Role
    from tests.factories.core import make_seat

    other = make_seat(campaign, Role.REPRESENTATIVE)
    (mail,) = outbox.queue("tests.seated", about=application, to=[other.person], campaign=campaign)

    relay()

    assert fresh(mail).state == MailState.VOID
    assert mailoutbox == []


def test_a_closed_account_gets_nothing(queue, fresh, representative, mailoutbox):
    mail = queue()
    representative.person.is_active = False
    representative.person.save(update_fields=["is_active"])

    relay()

    assert fresh(mail).state == MailState.VOID


def test_a_newcomer_gets_the_mails_meant_for_newcomers(application, commits, mailoutbox):
    with commits():
        outbox.queue("tests.newcomer", about=application, to=[PersonFactory()], campaign=application.campaign)

    assert len(mailoutbox) == 1


def test_a_public_kind_goes_to_an_address(application, commits, mailoutbox):
    with commits():
        outbox.queue("tests.public", about=application, to=["quelquun@exemple.fr"])

    assert [message.to for message in mailoutbox] == [["quelquun@exemple.fr"]]


def test_a_text_body_is_not_html(application, commits, mailoutbox):
    with commits():
        outbox.queue("tests.public", about=application, to=["quelquun@exemple.fr"])

    assert "Voir l’appel\u00a0:\nhttp://testserver/2011/?a=1&b=2\n" in mailoutbox[0].body
    assert "?a=1&amp;b=2" in mailoutbox[0].alternatives[0][0]


def test_a_bare_address_is_refused_for_any_other_kind(application, campaign):
    with pytest.raises(ValueError, match="goes to people"):
        outbox.queue("tests.seated", about=application, to=["quelquun@exemple.fr"], campaign=campaign)


def test_a_mail_that_depends_on_a_seat_needs_its_campaign(application, representative):
    with pytest.raises(ValueError, match="needs its campaign"):
        outbox.queue("tests.seated", about=application, to=[representative.person])


def test_a_bug_in_a_mail_is_loud_and_put_off(queue, fresh):
    mail = queue("tests.broken")

    with pytest.raises(LookupError):
        sending.deliver("candidates.Mail", mail.pk)

    mail = fresh(mail)
    assert (mail.state, mail.error, mail.attempts) == (MailState.WAITING, "LookupError", 1)


# The server


def test_server_down_then_up(queue, fresh, smtp, freeze):
    freeze("2011-10-03 10:00")
    with smtp() as server:
        port = server.port
    mail = queue()
    relay()
    assert (fresh(mail).state, fresh(mail).error) == (MailState.WAITING, "ConnectionRefusedError")

    with smtp(port) as server:
        relay()
        assert server.received == []  # not before the minute is over
        freeze("2011-10-03 10:01:01")
        relay()
        (received,) = server.received

    assert mail.message_id.encode() in received
    assert fresh(mail).state == MailState.SENT


def test_a_server_that_stays_down_is_tried_less_and_less_then_no_more(queue, fresh, smtp, freeze):
    with smtp():
        pass
    freeze("2011-10-03 10:00")
    mail = queue()
    waits = []
    for _ in range(sending.ATTEMPTS):
        sending.deliver("candidates.Mail", mail.pk)
        now = clock.real_now()
        if fresh(mail).state == MailState.WAITING:
            waits.append(round((fresh(mail).due_at - now).total_seconds() / 60))
            freeze(fresh(mail).due_at)

    assert waits == [1, 5, 15, 60, 240, 240, 240]
    assert fresh(mail).state == MailState.FAILED


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "message"])
def test_a_refusal_for_good_is_a_failure(queue, fresh, smtp, command):
    mail = queue()
    with smtp(**{command: "550 no"}) as server:
        relay()

    assert fresh(mail).state == MailState.FAILED
    assert fresh(mail).error.endswith(" 550")
    assert server.received == []


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", "message"])
def test_a_refusal_for_now_is_tried_again(queue, fresh, smtp, command):
    mail = queue()
    with smtp(**{command: "451 later"}):
        relay()

    assert fresh(mail).state == MailState.WAITING
    assert fresh(mail).due_at > clock.real_now()


def test_a_silence_after_the_message_is_to_be_checked(queue, fresh, smtp):
    mail = queue()
    with smtp(message="silence") as server:
        relay()
        relay()

    assert fresh(mail).state == MailState.UNCERTAIN
    assert len(server.received) == 1  # it may have left: never sent again alone


def test_a_server_silent_at_the_door_is_tried_again(queue, fresh, smtp):
    mail = queue()
    with smtp(connect="silence"):
        relay()

    assert fresh(mail).state == MailState.WAITING


def test_the_error_kept_says_nothing_of_the_person(queue, fresh, smtp, representative):
    mail = queue()
    with smtp(RCPT=f"550 {representative.person.email} unknown"):
        relay()

    assert fresh(mail).error == "SMTPRecipientsRefused 550"


def test_the_error_code_of_a_disconnection_has_no_number():
    assert sending.error_code(smtplib.SMTPServerDisconnected("bye")) == "SMTPServerDisconnected"


# The row


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"state": MailState.SENT}, "candidates_mail_sent_has_date"),
        ({"sent_at": "now"}, "candidates_mail_sent_has_date"),
        ({"state": MailState.RETURNED, "error": "Returned"}, "candidates_mail_sent_has_date"),
        ({"state": MailState.RETURNED, "sent_at": "now"}, "candidates_mail_trouble_has_error"),
        ({"state": MailState.CLAIMED}, "candidates_mail_lease_when_held"),
        ({"lease_until": "now"}, "candidates_mail_lease_when_held"),
        ({"state": MailState.FAILED}, "candidates_mail_trouble_has_error"),
        ({"address": "a@exemple.fr"}, "candidates_mail_recipient_or_address"),
        ({"recipient": None}, "candidates_mail_recipient_or_address"),
    ],
)
def test_state_and_dates_cannot_disagree(queue, fields, constraint):
    mail = queue()
    fields = {name: clock.now() if value == "now" else value for name, value in fields.items()}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Mail.objects.system().filter(pk=mail.pk).update(**fields)


@pytest.mark.parametrize("recipient", [True, False], ids=["once_per_person", "once_per_address"])
def test_the_key_of_a_mail_is_unique_in_the_database(application, campaign, representative, recipient):
    key = {"recipient": representative.person} if recipient else {"address": "a@exemple.fr"}
    same = {"kind": "tests.seated", "about_id": application.pk, "about_type": "x", "campaign": campaign, **key}
    Mail.objects.system().create(**same)

    with pytest.raises(IntegrityError, match="once_per"), transaction.atomic():
        Mail.objects.system().create(**same)


def test_every_state_but_the_ends_can_be_left():
    ends = {state for state in MailState if not MAIL.moves.get(state)}
    assert ends == {MailState.UNWANTED}


def test_sending_reads_nothing_sealed_but_its_own_row(queue, commits, breaches):
    """The machine's own pass opens no application: only the recipient's does."""
    with passing({Side.MACHINE}), pytest.raises(Exception, match="page introuvable"):
        Application.objects.system().count()
    assert breaches
