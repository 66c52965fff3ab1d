"""The information day: places, waiting list, mails, link, reminder, attendance, documents (A020, A171, A172)."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from candidates import information, services
from candidates.documents import SHEET
from candidates.models import AttendanceSheet, InformationDay, Journal, Mail, Registration
from candidates.tasks import erase_registrations
from ccr import documents, registry
from ccr.notifications import reminders
from ccr.programme import meetings
from ccr.wall.errors import DomainError
from ccr.wall.guard import WallBreach, passing, passing_as
from ccr.wall.sides import Side
from tests.candidates.reading import plain
from tests.factories.candidates import upload
from tests.factories.information import STARTS_AT, UNTIL, cancel, fresh, information_day, register


@pytest.fixture
def day(campaign, coordinator):
    """Three places."""
    return information_day(campaign, coordinator)


def taken(day) -> int:
    return InformationDay.objects.get(pk=day.pk).seats_taken


def states(*registrations) -> list[str]:
    return [fresh(one).state for one in registrations]


# Places


def test_who_does_not_fit_waits_and_a_cancellation_calls_up_in_order(day, commits, mailoutbox, freeze):
    first = register(day, "Rose Alpha", people=2)
    second = register(day, "Bruno Bêta", people=2)
    freeze("2011-11-22 11:00")
    third = register(day, "Chloé Gamma")
    assert (states(first, second, third), taken(day)) == (["registered", "waiting", "waiting"], 2)

    with commits():
        cancel(first)

    assert (states(first, second, third), taken(day)) == (["cancelled", "registered", "registered"], 3)
    assert sorted((mail.to[0], mail.subject) for mail in mailoutbox) == [
        ("bruno@exemple.test", "Une place s’est libérée pour vous"),
        ("chloé@exemple.test", "Une place s’est libérée pour vous"),
        ("rose@exemple.test", "Votre inscription à la journée d’information est annulée"),
    ]


def test_more_places_call_up_and_fewer_than_taken_are_refused(day, coordinator):
    register(day, "Rose Alpha", people=3)
    waiting = register(day, "Bruno Bêta", people=2)
    values = {"registration_until": UNTIL, "by": coordinator}

    with pytest.raises(DomainError, match=r"3\splaces sont déjà prises"):
        services.set_information_day(day.meeting, seats_max=2, **values)
    services.set_information_day(day.meeting, seats_max=5, **values)

    assert (states(waiting), taken(day)) == (["registered"], 5)


def test_one_comes_in_other_numbers_while_there_are_places_and_nobody_waits(day):
    mine = register(day, "Rose Alpha")
    with passing({Side.LINK}):
        services.change_people(mine, 2)
        other = register(day, "Bruno Bêta", people=3)
        with pytest.raises(DomainError, match="aucune place de plus"):
            services.change_people(mine, 3)
        services.change_people(other, 1)

    assert (states(mine, other), taken(day)) == (["registered", "registered"], 3)


def test_the_counter_never_passes_the_places(day):
    with pytest.raises(IntegrityError, match="information_day_seats_taken_at_most"), transaction.atomic():
        InformationDay.objects.filter(pk=day.pk).update(seats_taken=4)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("registration_one_to_three_people", {"people": 4}),
        ("registration_address_in_lower_case", {"email": "Rose@exemple.test"}),
        ("registration_place_dated", {"registered_at": None}),
        ("registration_cancellation_dated", {"state": "cancelled"}),
        (
            "registration_attendance_of_the_registered",
            {"state": "waiting", "registered_at": None, "attendance": "present"},
        ),
        ("registration_once_per_address", {"email": "bruno@exemple.test"}),
        ("registration_erased_whole", {"erased_at": STARTS_AT, "email": "", "organisation": ""}),
    ],
)
def test_what_cannot_be_is_refused_by_the_table(day, name, values):
    register(day, "Bruno Bêta")
    mine = register(day)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Registration.objects.system().filter(pk=mine.pk).update(**values)


def test_two_people_cannot_take_the_last_place(postgres, freeze, race):
    from ccr.programme.roles import Role
    from tests.factories.candidates import OPEN_DAY
    from tests.factories.core import make_campaign, make_seat

    freeze(OPEN_DAY)
    campaign = make_campaign()
    day = information_day(campaign, make_seat(campaign, Role.COORDINATOR), seats=1)

    race(lambda: register(day, "Rose Alpha"), lambda: register(day, "Bruno Bêta"))

    found = sorted(Registration.objects.system().filter(day=day).values_list("state", flat=True))
    assert (found, taken(day)) == (["registered", "waiting"], 1)


# Registering


def test_the_same_address_twice_is_one_registration_and_its_mail_again(day, commits, mailoutbox, freeze):
    with commits():
        first = register(day, "Rose Alpha", email="Rose@Exemple.test")
    with commits():
        register(day, "Quelqu’un d’autre", email="rose@exemple.test")
    assert (Registration.objects.system().count(), fresh(first).name, len(mailoutbox)) == (1, "Rose Alpha", 1)

    freeze("2011-11-22 12:00")
    with commits():
        register(day, email="rose@exemple.test")

    assert [mail.subject for mail in mailoutbox] == ["Votre inscription à la journée d’information"] * 2
    assert information.token_of(first) in mailoutbox[1].body
    assert "mardi 6 décembre 2011 à 10 h" in plain(mailoutbox[0].body) and "Entrée par la cour." in mailoutbox[0].body


def test_who_cancelled_comes_back_at_the_end_of_the_list(day, freeze):
    first, second = register(day, "Rose Alpha", people=3), register(day, "Bruno Bêta", people=3)
    cancel(first)
    freeze("2011-11-22 12:00")

    register(day, "Rose Alpha", people=1)

    assert states(first, second) == ["waiting", "registered"]


def test_nobody_registers_by_herself_after_the_last_day_but_by_telephone(day, coordinator, freeze):
    freeze("2011-12-04 23:59:59")
    register(day)
    freeze("2011-12-05 00:00")
    with pytest.raises(DomainError, match="Les inscriptions sont closes depuis le 4"):
        register(day, "Bruno Bêta")

    with passing_as(coordinator):
        typed = services.register_by_telephone(day, name="Bruno Bêta", kind="elected", by=coordinator)
        with pytest.raises(DomainError, match="déjà inscrite"):
            services.register_by_telephone(day, name="X", email="rose@exemple.test", kind="staff", by=coordinator)

    assert typed.is_registered and typed.is_typed and typed.email == ""


@pytest.mark.parametrize("verb", ["read", "update"])
def test_a_visitor_inserts_and_reads_nothing(day, breaches, verb):
    register(day)
    with passing({Side.ANONYMOUS}), pytest.raises(WallBreach):
        rows = Registration.objects.system()
        list(rows) if verb == "read" else rows.update(people=2)


@pytest.mark.parametrize(
    "side", [Side.INSTRUCTION, Side.DIAGNOSIS, Side.DLA, Side.CONSULTANT, Side.FINANCE, Side.PILOT]
)
def test_who_came_weighs_nowhere(day, breaches, side):
    with passing({side}), pytest.raises(WallBreach):
        Registration.objects.system().exists()


# The link


def test_a_link_is_ours_or_opens_nothing(day):
    mine = register(day)
    token = information.token_of(mine)

    assert information.key_in(token) == mine.pk
    assert information.key_in(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    assert information.key_in(mine.pk.hex) is None


ASKED = "Une question sur la journée\u00a0? Écrivez à accueil@ccr.example, ou appelez le 04 91 00 00 00."


def set_contact(day):
    """The call's own address and telephone."""
    campaign = day.meeting.campaign
    campaign.help_email, campaign.help_phone = "accueil@ccr.example", "04 91 00 00 00"
    campaign.save()


def test_the_calendar_file_says_when_where_and_whom_to_ask(day):
    from icalendar import Calendar

    set_contact(day)
    event = Calendar.from_ical(information.calendar_of(register(day))).walk("VEVENT")[0]

    assert event["dtstart"].dt == STARTS_AT
    assert event["location"] == "Cité des Associations"
    assert ASKED in event["description"]
    assert "Rose" not in event.to_ical().decode()


# Mails about the day


def test_a_week_before_each_is_reminded_once(day, freeze, commits, mailoutbox, coordinator, client):
    set_contact(day)
    page = client.get(reverse("candidates:information_day", args=[day.meeting.campaign.slug, day.meeting_id]))
    facts = page.content.decode().partition("<dl")[2].partition("</dl>")[0]
    assert "mailto:accueil@ccr.example" in facts and "tel:+33491000000" in facts
    register(day, "Rose Alpha")
    register(day, "Bruno Bêta", people=3)  # waits
    with passing_as(coordinator):
        services.register_by_telephone(day, name="Sans adresse", kind="staff", by=coordinator)
    mailoutbox.clear()
    for moment in ("2011-11-29 08:59", "2011-11-29 09:00", "2011-11-30 09:00"):
        freeze(moment)
        with commits():
            reminders.run()

    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["rose@exemple.test"], "La journée d’information approche")
    ]
    assert ASKED in mailoutbox[0].body


@pytest.mark.parametrize("changes", [{"place": "La Friche"}, {"starts_at": STARTS_AT + datetime.timedelta(days=1)}])
def test_another_place_or_date_is_told_to_the_registered(day, commits, mailoutbox, coordinator, changes):
    rose = register(day, "Rose Alpha", people=3)
    register(day, "Bruno Bêta")
    cancel(register(day, "Chloé Gamma"))
    values = {
        "reason": "Un autre événement.",
        "starts_at": day.meeting.starts_at,
        "place": day.meeting.place,
        **changes,
    }
    with commits(), passing_as(coordinator):
        meetings.change_meeting(day.meeting, by=coordinator, **values)

    told = [mail for mail in mailoutbox if "change de date ou de lieu" in mail.subject]
    assert {mail.to[0] for mail in told} == {"rose@exemple.test", "bruno@exemple.test"}
    mine = next(mail for mail in told if mail.to == [rose.email])
    assert ("La Friche" if "place" in changes else "mercredi 7 décembre 2011") in plain(mine.body)
    assert "Motif : Un autre événement." in plain(mine.body)


def test_the_page_says_how_many_are_written_to_before_the_day_moves(day, coordinator, sign_in, commits, mailoutbox):
    register(day, "Rose Alpha", people=3)
    register(day, "Bruno Bêta")
    with passing_as(coordinator):
        services.register_by_telephone(day, name="Sans adresse", kind="staff", by=coordinator)
    address = reverse("programme:meeting_edit", args=[day.meeting.campaign.slug, day.meeting_id])
    typed = {"day": "2011-12-03", "hour": "10:00", "place": "La Friche", "reason": "La salle est prise."}
    desk = sign_in(coordinator.person)
    said = plain(desk.post(address, typed).content.decode())
    unsaid = desk.post(address, {**typed, "day": "2011-12-06", "reason": ""})

    assert "2 inscriptions à prévenir" in said and "1 inscription sans adresse e-mail" in said
    assert "Fin des inscriptions" in said and "La salle est prise." in said
    assert unsaid.status_code == 422 and "Dites pourquoi" in unsaid.content.decode()
    assert InformationDay.objects.get(pk=day.pk).starts_on.day == 6
    mailoutbox.clear()
    with commits():
        desk.post(address, {**typed, "confirm": "1"})
    assert {mail.to[0] for mail in mailoutbox} == {"rose@exemple.test", "bruno@exemple.test"}
    assert all("La salle est prise." in mail.body for mail in mailoutbox)


# At the door, and after


def test_who_waits_gets_a_free_place_at_the_door_only(day, coordinator, freeze):
    register(day, people=2)
    group = register(day, "Bruno Bêta", people=2)
    freeze("2011-11-23 10:00")  # the order of the list is the order in time
    alone = register(day, "Chloé Gamma")
    with passing_as(coordinator):
        with pytest.raises(DomainError, match="dans l’ordre"):
            services.give_place(alone, by=coordinator)
        freeze("2011-12-06 09:55")
        services.give_place(alone, by=coordinator)
        with pytest.raises(DomainError, match=r"Il reste 0\splace"):
            services.give_place(group, by=coordinator)

    assert (states(group, alone), taken(day)) == (["waiting", "registered"], 3)


def test_attendance_then_documents_in_each_ones_words(day, coordinator, freeze, commits, mailoutbox):
    def papers_to_send():
        tasks = registry.ask("home", coordinator)
        return [(one.action, plain(one.detail)) for one in tasks if one.title == "Documents de la journée à envoyer"]

    came, excused, absent = (register(day, name) for name in ("Rose Alpha", "Bruno Bêta", "Chloé Gamma"))
    with passing_as(coordinator), pytest.raises(DomainError, match="à partir du 6"):
        services.note_attendance(came, "present", by=coordinator)
    freeze("2011-12-06 14:00")
    with passing_as(coordinator), commits():
        services.note_attendance(came, "absent", by=coordinator)
        services.note_attendance(came, "present", by=coordinator)
        services.note_attendance(excused, "excused", by=coordinator)
        before = services.add_information_document(day, upload(), title="Programme", is_before=True, by=coordinator)
        after = services.add_information_document(day, upload(), title="Diaporama", is_before=False, by=coordinator)
        with pytest.raises(DomainError, match="il en manque 1"):
            services.send_documents(day, by=coordinator)
        assert services.documents_for(fresh(came)) == [before]
        services.note_rest_absent(day, by=coordinator)
        services.retire_information_document(after, by=coordinator)
        assert [action for action, _ in papers_to_send()] == ["Ajouter un document"]
        after = services.add_information_document(day, upload(), title="Diaporama", is_before=False, by=coordinator)
        assert papers_to_send() == [("Envoyer à chacun", "1 document attend votre envoi.")]
        assert [services.send_documents(day, by=coordinator) for _ in range(2)] == [3, 0]
        assert papers_to_send() == []

    sent = {mail.to[0]: plain(mail.body) for mail in mailoutbox if "Les documents" in mail.subject}
    assert len([mail for mail in mailoutbox if "Les documents" in mail.subject]) == 3
    assert "Merci d’être venu" in sent[came.email] and "1 document vous attend" in sent[came.email]
    assert "prévenus de votre absence" in sent[excused.email]
    assert "pas vu" in sent[absent.email]
    assert services.documents_for(fresh(came)) == [before, after]


def test_a_day_that_is_cancelled_is_told_with_its_reason_and_is_over(day, coordinator, client, commits, mailoutbox):
    comes, waits = register(day, "Rose Alpha", people=3), register(day, "Bruno Bêta")
    gone = register(day, "Chloé Gamma")
    cancel(gone)
    mailoutbox.clear()
    with commits(), passing_as(coordinator):
        services.call_off(day.meeting, reason="La salle est inondée.", by=coordinator)
    told = {mail.to[0]: mail for mail in mailoutbox}

    assert sorted(told) == ["bruno@exemple.test", "rose@exemple.test"]
    assert {mail.subject for mail in mailoutbox} == {"La journée d’information est annulée"}
    assert all("La salle est inondée." in mail.body for mail in mailoutbox)
    day = InformationDay.objects.select_related("meeting__campaign").get(pk=day.pk)
    for verb in (
        lambda: services.call_off(day.meeting, reason="Encore.", by=coordinator),
        lambda: services.set_information_day(day.meeting, seats_max=9, registration_until=UNTIL, by=coordinator),
        lambda: services.register_by_telephone(day, name="Zoé", kind="staff", by=coordinator),
        lambda: services.change_people(fresh(comes), 1),
        lambda: meetings.change_meeting(day.meeting, starts_at=STARTS_AT, place="Ailleurs", by=coordinator),
    ):
        with pytest.raises(DomainError, match="annulée"):
            verb()
    page = client.get(reverse("candidates:information_day", args=[day.meeting.campaign.slug, day.meeting_id]))
    assert "La salle est inondée" in page.content.decode() and "M’inscrire" not in page.content.decode()
    assert b"STATUS:CANCELLED" in information.calendar_of(fresh(waits))
    assert states(comes, waits) == ["registered", "waiting"]


def test_what_a_cancelled_meeting_says_of_itself(day, campaign):
    for name, changes in (
        ("meeting_cancellation_explained", {"cancelled_at": STARTS_AT}),
        ("meeting_cancelled_is_an_information_day", {"cancelled_at": STARTS_AT, "cancelled_reason": "Non."}),
        ("meeting_moved_reason_of_its_own_people", {"moved_reason": "La salle est prise."}),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            campaign.meetings.filter(kind="committee").update(**changes)


def test_a_year_after_the_day_nobody_is_named_any_more_and_the_counts_stay(day, coordinator, freeze, client, commits):
    mine = register(day, people=2)
    cancel(register(day, "Bruno Bêta"))
    freeze("2011-12-06 14:00")
    with passing_as(coordinator):
        services.note_attendance(mine, "present", by=coordinator)
        with commits():
            documents.request(SHEET, about=day, owner=coordinator, source_version="1")
    sheet = AttendanceSheet.objects.system().get()
    named = ("rose", "bruno", "alpha")

    def says():
        rows = [*Registration.objects.system().values_list("name", "email", "organisation")]
        return str([rows, list(Mail.objects.system().values_list("address", flat=True))]).lower()

    freeze("2012-12-05 03:37")
    erase_registrations.delay()
    assert all(word in says() for word in named) and sheet.file.storage.exists(sheet.file.name)
    freeze("2012-12-06 03:37")
    erase_registrations.delay()
    erase_registrations.delay()

    assert not any(word in says() for word in named)
    assert not AttendanceSheet.objects.system().exists() and not sheet.file.storage.exists(sheet.file.name)
    kept = Registration.objects.system().order_by("people").values_list("state", "people", "attendance", "kind")
    assert list(kept) == [("cancelled", 1, "unknown", "staff"), ("registered", 2, "present", "staff")]
    lines = Journal.objects.system().filter(verb="registrations_erased")
    assert [(line.about_id, line.details) for line in lines] == [(day.pk, {"registrations": 2})]
    link = reverse("candidates:registration_link", args=[day.meeting.campaign.slug, information.token_of(mine)])
    assert client.get(link).status_code == 404
