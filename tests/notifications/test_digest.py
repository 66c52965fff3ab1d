"""The daily digest at 8:00: nothing lost, nothing twice, nothing of another seat (issue 3)."""

import datetime
import re
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from candidates.models import Mail
from ccr import clock
from ccr.notifications import digests, kinds, outbox, sending, services
from ccr.notifications.models import Digest
from ccr.notifications.states import MailPace, MailState
from ccr.notifications.tasks import relay
from ccr.programme import seats
from ccr.programme.models import Mail as ProgrammeMail
from ccr.programme.roles import Role
from ccr.wall.errors import DomainError
from tests.factories.core import make_campaign, make_seat
from tests.notifications.kinds import application as application_of


@pytest.fixture(autouse=True)
def _binding():
    outbox.register(
        "tests.binding",
        label="Essai qui engage",
        subject="Une décision",
        template="notifications/base",
        context=application_of,
        binding=True,
    )


@pytest.fixture
def amina(representative, freeze):
    """The representative, who wishes for a daily digest, on a Monday at noon."""
    freeze("2011-10-03 12:00")
    person = representative.person
    person.mail_pace = MailPace.DAILY
    person.save()
    return person


def digest():
    return Digest.objects.system().get()


@pytest.mark.parametrize(
    ("written", "leaves"),
    [
        ("2026-03-28 12:00", "2026-03-29T08:00:00+02:00"),  # the clocks go forward in between
        ("2026-10-24 12:00", "2026-10-25T08:00:00+01:00"),  # and back
        ("2026-10-25 02:30", "2026-10-25T08:00:00+01:00"),
        ("2026-11-02 07:59", "2026-11-02T08:00:00+01:00"),
        ("2026-11-02 08:00", "2026-11-03T08:00:00+01:00"),
    ],
)
def test_the_next_morning_is_eight_o_clock_in_marseille(written, leaves):
    moment = datetime.datetime.fromisoformat(written).replace(tzinfo=clock.PARIS)

    assert digests.morning_after(moment).isoformat() == leaves


def test_what_binds_leaves_at_once_and_the_rest_at_eight(queue, amina, campaign, commits, mailoutbox, freeze):
    with commits():
        queue("tests.binding")
        queue("tests.seated", "1")
        outbox.queue("tests.newcomer", about=campaign, to=[amina], campaign=campaign)
    assert [mail.subject for mail in mailoutbox] == ["Une décision"]
    freeze("2011-10-04 07:59")
    with commits():
        relay()
    assert len(mailoutbox) == 1

    freeze("2011-10-04 08:00")
    for _ in range(2):
        with commits():
            relay()

    gathered = mailoutbox[1:]
    assert [mail.subject for mail in gathered] == ["Vos courriers du jour"]
    assert gathered[0].to == [amina.email]
    assert gathered[0].body.count("== Votre candidature") == 2
    assert gathered[0].alternatives[0][0].count("<!DOCTYPE") == 1
    assert {mail.state for mail in (*Mail.objects.system(), *ProgrammeMail.objects.system())} == {MailState.SENT}
    assert digest().state == MailState.SENT


def test_who_wishes_for_nothing_but_what_binds_is_written_no_more(queue, amina, commits, mailoutbox):
    amina.mail_pace = MailPace.BINDING
    amina.save()
    with commits():
        queue("tests.binding")
        unwanted = queue("tests.seated")
        queue("tests.seated")

    assert len(mailoutbox) == 1
    assert Mail.objects.system().get(kind=unwanted.kind).state == MailState.UNWANTED


def test_a_digest_that_may_have_left_waits_for_a_click(
    queue, amina, coordinator, commits, mailoutbox, freeze, monkeypatch
):
    with commits():
        held = queue()
    freeze("2011-10-04 08:00")
    digests.gather()
    monkeypatch.setattr(sending, "get_connection", partial(_killed, sending.get_connection))
    with pytest.raises(Killed):
        sending.deliver("ccr_notifications.Digest", digest().pk)
    monkeypatch.undo()
    freeze("2011-10-04 08:10")
    with commits():
        relay()
    assert (digest().state, mailoutbox) == (MailState.UNCERTAIN, [])
    assert Mail.objects.system().get(pk=held.pk).state == MailState.HELD

    with commits():
        services.resend(digest(), by=coordinator)

    assert len(mailoutbox) == 1
    assert Mail.objects.system().get(pk=held.pk).state == MailState.SENT


class Killed(BaseException):
    """The worker died."""


def _killed(real):
    connection = real()

    def dies(messages):
        raise Killed

    connection.send_messages = dies
    return connection


def test_a_digest_said_to_have_arrived_settles_what_it_told(queue, amina, coordinator, commits, freeze, monkeypatch):
    with commits():
        held = queue()
        broken = queue("tests.broken")
    freeze("2011-10-04 08:00")
    digests.gather()
    monkeypatch.setattr(sending, "get_connection", partial(_killed, sending.get_connection))
    with pytest.raises(Killed):
        sending.deliver("ccr_notifications.Digest", digest().pk)
    freeze("2011-10-04 08:10")
    sending.expire_leases(Digest)

    services.consider_sent(digest(), by=coordinator)

    assert Mail.objects.system().get(pk=held.pk).state == MailState.SENT
    assert Mail.objects.system().get(pk=broken.pk).state == MailState.WAITING  # it was never told


def test_a_digest_that_came_back_tells_it_all_again(queue, amina, coordinator, commits, mailoutbox, freeze):
    with commits():
        held = queue()
    freeze("2011-10-04 08:00")
    with commits():
        relay()
    told = Mail.objects.system().get(pk=held.pk)
    with pytest.raises(DomainError, match="récapitulatif"):
        services.mark_returned(told, by=coordinator)

    services.mark_returned(digest(), by=coordinator)
    assert Mail.objects.system().get(pk=held.pk).state == MailState.HELD
    with commits():
        relay()
        services.resend(digest(), by=coordinator)

    assert len(mailoutbox) == 2 and mailoutbox[0].body == mailoutbox[1].body
    assert Mail.objects.system().get(pk=held.pk).state == digest().state == MailState.SENT


@pytest.mark.parametrize("attached", [True, False])
def test_what_came_too_late_for_its_digest_leaves_by_itself(queue, amina, commits, mailoutbox, freeze, attached):
    """Committed once the digest was being sent: before the relay pointed it to the digest, or after."""
    with commits():
        late = queue()
    freeze("2011-10-04 08:00")
    digests.gather()
    if not attached:
        Mail.objects.system().update(digest=None)
    Digest.objects.system().update(state=MailState.SENT, sent_at=clock.now())

    freeze("2011-10-04 08:01")
    for _ in range(2):
        with commits():
            relay()

    assert [mail.subject for mail in mailoutbox] == ["Votre candidature"]
    assert Mail.objects.system().get(pk=late.pk).state == MailState.SENT


def test_what_cannot_be_rendered_holds_nothing_else_back(queue, amina, commits, mailoutbox, freeze):
    with commits():
        queue("tests.seated")
        broken = queue("tests.broken")

    freeze("2011-10-04 08:00")
    digests.gather()
    with commits():
        sending.deliver("ccr_notifications.Digest", digest().pk)

    assert mailoutbox[0].body.count("== ") == 1
    broken = Mail.objects.system().get(pk=broken.pk)
    assert (broken.state, broken.digest_id) == (MailState.WAITING, None)


def test_a_digest_holds_nothing_of_another_seat(queue, amina, representative, commits, mailoutbox, freeze):
    """One per call; and what one may not see any more when it leaves is left out."""
    other = make_seat(make_campaign("2012"), Role.DLA_OFFICER, person=amina)
    with commits():
        lost = queue()
        outbox.queue("tests.newcomer", about=other.campaign, to=[amina], campaign=other.campaign)
    seats.suspend_seat(representative)

    freeze("2011-10-04 08:00")
    with commits():
        relay()

    assert Digest.objects.system().count() == 2
    assert ["Appel 2012" in mail.body for mail in mailoutbox] == [True]
    assert Mail.objects.system().get(pk=lost.pk).state == MailState.VOID


def test_what_a_digest_gathers_is_sent_with_it_alone(queue, amina, freeze):
    mail = queue()
    freeze("2011-10-04 08:00")
    digests.gather()

    with pytest.raises(IntegrityError, match="candidates_mail_gathered_or_alone"), transaction.atomic():
        Mail.objects.system().filter(pk=mail.pk).update(state=MailState.WAITING)


BINDING = {
    # What was decided, received, refused or called off.
    "candidates.outcome",
    "candidates.deposited",
    "candidates.withdrawn",
    "candidates.repaired",
    "diagnostics.asked",
    "diagnostics.cancelled",
    "diagnostics.confirmed",
    "diagnostics.declined",
    "diagnostics.postponed",
    "diagnostics.too_late",
    "directory.join_answered",
    "dla.enrolled",
    "dla.waiting",
    "dla.withdrawn",
    "selection.decisions_published",
    "selection.seat_suspended",
    # What somebody is asked to become, or is now answerable for.
    "candidates.hand_over",
    "diagnostics.handed_over",
    "programme.appointed",
    # A deadline, a day or a place that binds.
    "candidates.calendar_changed",
    "candidates.changes",
    "candidates.deadline",
    "candidates.extended",
    "candidates.site_changed",
    "diagnostics.calendar_changed",
    "diagnostics.restitution_planned",
    "diagnostics.restitution_soon",
    "dla.calendar_changed",
    "dla.session_confirmed",
    "dla.session_to_lead",
    "selection.calendar_changed",
    "selection.marks_due",
    "selection.minutes_closed",
    "library.steering_soon",
    "programme.steering_moved",
    "selection.committee_soon",
    # What the coordination writes to a selection of structures.
    "candidates.bulk",
    # Minutes, sent to every member of the group (A171).
    "library.minutes",
    # To bare addresses, which have no account to choose in.
    "candidates.information_called_off",
    "candidates.information_called_up",
    "candidates.information_cancelled",
    "candidates.information_confirmed",
    "candidates.information_documents",
    "candidates.information_minutes",
    "candidates.information_moved",
    "candidates.information_reminder",
    "directory.contact_named",
    # The digest itself.
    "notifications.digest",
}
AT_LEISURE = {
    # News of a file, which its own page says too.
    "candidates.hand_over_answered",
    "candidates.message",
    "diagnostics.fil_rouge_closed",
    "diagnostics.left_waiting_list",
    "diagnostics.note_transferred",
    "diagnostics.note_validated",
    "diagnostics.restituted",
    "dla.days_allocated",
    "dla.enrolment_open",
    "dla.sheet_validated",
    # Work that waits on a desk.
    "diagnostics.assigned",
    "diagnostics.assigned_to_you",
    "diagnostics.fil_rouge_ending",
    "diagnostics.fil_rouge_stop_asked",
    "diagnostics.note_returned",
    "diagnostics.note_shared",
    "diagnostics.to_handle",
    "diagnostics.would_be_late",
    "directory.join_asked",
    "directory.join_escalated",
    "dla.sheet_returned",
    "dla.sheet_submitted",
}
"""Every kind there is, by hand: a new one is thought over here."""


def test_every_kind_says_whether_it_binds():
    with pytest.raises(TypeError, match="binding"):
        kinds.register("tests.silent", label="", subject="", template="", context=None)
    ours = {name: kinds.get(name).binding for name in kinds.names() if not name.startswith("tests.")}

    assert ours == dict.fromkeys(BINDING, True) | dict.fromkeys(AT_LEISURE, False)


def test_the_account_page_keeps_the_choice(amina, sign_in):
    client, address = sign_in(amina), reverse("accounts:mails")

    assert client.post(address, {"pace": "jamais"}).status_code == 422
    assert client.post(address, {"pace": "binding"}).url == reverse("accounts:profile") + "#courriers"

    amina.refresh_from_db()
    assert amina.mail_pace == MailPace.BINDING
    page = client.get(reverse("accounts:profile")).content.decode()
    assert re.search(r'value="binding"[^>]*checked', page)
