"""The pages of the information day: public, by the link, for the candidate, for the coordination (A020)."""

import pytest
from django.urls import reverse

from candidates import information, services
from candidates.forms.information import TRAP
from candidates.models import InformationDay, InformationDocument, Registration
from ccr.wall.guard import passing_as
from tests.candidates.reading import plain
from tests.factories import candidates as make
from tests.factories.candidates import upload
from tests.factories.core import make_campaign
from tests.factories.information import STARTS_AT, fresh, information_day, register
from tests.forms import hidden_of, sent_by
from tests.wall.asking import Visitor
from tests.wall.page_forms import forms_on

TYPED = {"name": "Rose Alpha", "email": "rose@exemple.test", "kind": "staff", "people": "1", "consent": "on"}


@pytest.fixture
def day(campaign, coordinator):
    return information_day(campaign, coordinator)


def url(name, *args) -> str:
    return reverse(f"candidates:{name}", args=["2011", *args])


def test_the_answer_is_the_same_whether_the_address_is_known_or_a_machine_typed(client, day):
    """The same page to the byte, full day or not: nobody learns who comes (no enumeration)."""
    address, answers = url("information_day", day.meeting_id), []
    for more in ({}, {}, {"email": "bruno@exemple.test", "people": "3"}, {"email": "robot@exemple.test", TRAP: "x"}):
        answer = client.post(address, {**TYPED, **more}, follow=True)
        answers.append((answer.redirect_chain, answer.content))

    assert all(answer == answers[0] for answer in answers)
    assert "Votre demande est enregistrée" in answers[0][1].decode()
    kept = Registration.objects.system().order_by("asked_at", "email").values_list("email", "state")
    assert sorted(kept) == [("bruno@exemple.test", "waiting"), ("rose@exemple.test", "registered")]


def test_what_lacks_is_said_and_nothing_typed_is_lost(client, day):
    answer = client.post(url("information_day", day.meeting_id), {**TYPED, "email": "rose", "consent": ""})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Cochez cette case pour vous inscrire" in page and 'value="Rose Alpha"' in page


@pytest.mark.parametrize(
    "said",
    [
        {"name": "Rose\nVenez sur exemple.test"},
        {"name": "Rose\u202e Alpha"},
        {"name": "Rose www.exemple.test"},
        {"organisation": "https://exemple.test"},
    ],
)
def test_a_visitor_writes_names_and_nothing_else(client, day, said):
    answer = client.post(url("information_day", day.meeting_id), TYPED | said)

    assert answer.status_code == 422
    assert not Registration.objects.system().exists()


def test_too_many_tries_are_stopped(client, day):
    address = url("information_day", day.meeting_id)
    answers = [client.post(address, {**TYPED, "email": f"n{number}@exemple.test"}).status_code for number in range(11)]

    assert (answers.count(302), answers[-1]) == (10, 422)
    assert InformationDay.objects.get(pk=day.pk).seats_taken == 3


def test_the_link_shows_changes_and_cancels_one_registration(client, day):
    mine = register(day)
    register(day, "Bruno Bêta")
    page = client.get(url("registration_link", information.token_of(mine)), follow=True).content.decode()
    assert "Votre place est réservée" in plain(page) and "Rose Alpha" in page and "Bruno" not in page

    refused = client.post(url("registration"), {"people": "3"})
    client.post(url("registration"), {"people": "2"})
    assert (refused.status_code, fresh(mine).people) == (422, 2)
    answer = client.get(url("registration_calendar"))
    assert (answer["Content-Type"], b"BEGIN:VEVENT" in answer.content) == ("text/calendar; charset=utf-8", True)

    assert "Annuler votre inscription ?" in plain(client.get(url("registration_cancel")).content.decode())
    client.post(url("registration_cancel"))
    assert fresh(mine).is_cancelled
    assert "Votre inscription est annulée" in client.get(url("registration")).content.decode()


def test_a_document_is_read_by_the_link_once_sent(client, day, coordinator, freeze):
    mine = register(day)
    freeze("2011-12-06 14:00")
    with passing_as(coordinator):
        paper = services.add_information_document(day, upload(), title="Diaporama", is_before=False, by=coordinator)
        services.note_attendance(mine, "present", by=coordinator)
    assert client.get(url("registration_document", paper.pk)).status_code == 404
    client.get(url("registration_link", information.token_of(mine)))
    assert client.get(url("registration_document", paper.pk)).status_code == 404
    with passing_as(coordinator):
        services.send_documents(day, by=coordinator)

    answer = client.get(url("registration_document", paper.pk))
    assert answer["Content-Disposition"] == 'attachment; filename="statuts.pdf"'


def test_a_candidate_registers_in_one_click_and_finds_it_on_her_pages(day, application, as_representative):
    client, person = as_representative(application), make.representative(application).person
    address = url("information_day", day.meeting_id)
    (form,) = [one for one in forms_on(client.get(address).content.decode(), address) if "people" in one.fields]
    shown = {name: one.values for name, one in form.fields.items()}
    assert (shown["organisation"], shown["kind"], shown["people"]) == (
        [application.organisation.name],
        ["staff"],
        ["1"],
    )
    answer = client.post(address, shown, follow=True)

    assert "Votre place est réservée" in plain(answer.content.decode())
    found = Registration.objects.system().get()
    assert (found.name, found.email) == (person.full_name, person.email)
    for page in (reverse("ui:home", args=["2011"]), url("parcours")):
        assert "Journée d’information" in client.get(page).content.decode()


def test_the_day_is_offered_on_the_public_home_and_beside_applying_until_the_last_day(client, day, freeze):
    address = url("information_day", day.meeting_id)
    pages = (reverse("ui:public_home"), url("apply"))
    assert all(address in client.get(page).content.decode() for page in pages)

    freeze("2011-12-05 00:00")
    assert not any(address in client.get(page).content.decode() for page in pages)
    assert "Téléphonez à la coordination" in client.get(address).content.decode()


def test_the_coordination_opens_registrations_and_follows_them(day, coordinator, sign_in):
    client, pk = sign_in(coordinator.person), day.meeting_id
    settings = {"seats_max": "1", "registration_until": "2011-12-05", "practical_notes": ""}
    assert client.post(url("information_settings", pk), settings).status_code == 302
    client.post(url("information_type", pk), {**TYPED, "email": "", "name": "Au Téléphone"})
    waiting = register(day)

    page = plain(client.get(url("information_list", pk)).content.decode())
    assert "1 place prise sur 1" in page and "par téléphone" in page and "1 (1 personne)" in page
    searched = client.get(url("information_list", pk), {"q": "alpha", "state": "waiting"}).content.decode()
    assert "Rose Alpha" in searched and "Au Téléphone" not in searched
    exported = client.get(url("information_export", pk), {"format": "csv"}).content.decode("utf-8-sig")
    assert '"Rose Alpha";"Épicerie Alpha";"salarié";"1";"rose@exemple.test";"en attente"' in exported

    client.post(url("information_cancel", pk, Registration.objects.system().get(email="").pk))
    assert fresh(waiting).is_registered


def test_what_the_coordination_types_or_joins_is_made_once_however_often_it_is_sent(day, coordinator, sign_in):
    client, address = sign_in(coordinator.person), url("information_type", day.meeting_id)
    typed = hidden_of(client.get(address)) | TYPED | {"email": "", "name": "Au Téléphone"}
    joined = {"title": "Le programme", "is_before": "on"}
    for _ in range(2):
        client.post(address, typed)
        client.post(url("information_document_add", day.meeting_id), joined | {"file": upload("programme.pdf")})
    made = Registration.objects.system().get()
    assert InformationDay.objects.get(pk=day.pk).seats_taken == 1
    assert InformationDocument.objects.system().count() == 1

    client.post(url("information_cancel", day.meeting_id, made.pk))
    assert "a été annulée depuis" in plain(client.post(address, typed).content.decode())
    client.post(address, typed | {"people": "2"})
    assert Registration.objects.system().count() == 2


def test_a_page_of_settings_puts_no_old_words_back(day, coordinator, sign_in):
    client, address = sign_in(coordinator.person), url("information_settings", day.meeting_id)
    shown = sent_by(client.get(address))
    services.set_information_day(day.meeting, practical_notes="Tram 2, arrêt Cité.", by=coordinator)

    client.post(address, shown | {"seats_max": "60"})
    refused = client.post(address, shown | {"practical_notes": "Entrée par la rue."})

    now = InformationDay.objects.get(pk=day.pk)
    assert (now.seats_max, now.practical_notes) == (60, "Tram 2, arrêt Cité.")
    assert refused.status_code == 422
    assert "Tram 2, arrêt Cité." in refused.content.decode() and "Entrée par la rue." in refused.content.decode()


def test_attendance_is_one_tap_with_or_without_javascript(day, coordinator, sign_in, freeze):
    mine = register(day)
    register(day, "Bruno Bêta")
    address = url("information_note", day.meeting_id, mine.pk)
    freeze("2011-12-06 09:30")
    client = sign_in(coordinator.person)

    answer = client.post(address, {"attendance": "present"})
    assert answer.url == f"{url('information_attendance', day.meeting_id)}#inscription-{mine.pk}"
    fragment = client.post(address, {"attendance": "excused"}, headers={"HX-Request": "true"}).content.decode()

    assert fresh(mine).attendance == "excused"
    assert "<html" not in fragment and "1 excusé" in plain(fragment) and "1 à noter" in plain(fragment)


def test_the_door_has_fifty_lines_a_page_finds_by_name_and_comes_back_to_the_line(day, coordinator, sign_in, freeze):
    InformationDay.objects.filter(pk=day.pk).update(seats_max=60)
    first, waits = register(day, "N00 Alpha"), register(day, "Zoé Oméga")
    Registration.objects.system().filter(pk=waits.pk).update(state="waiting", registered_at=None)
    said = {"day": day, "state": "registered", "asked_at": first.asked_at, "registered_at": first.registered_at}
    said |= {"kind": "staff", "consented_at": first.consented_at}
    rows = [
        Registration(name=f"N{number:02d} Alpha", email=f"n{number}@exemple.test", **said) for number in range(1, 60)
    ]
    last = Registration.objects.system().bulk_create(rows)[-1]
    freeze(STARTS_AT)
    client = sign_in(coordinator.person)
    address = url("information_attendance", day.meeting_id)
    one, two, found = (client.get(address + query).content.decode() for query in ("", "?page=2", "?q=N59"))

    assert (one.count('class="attendance-line"'), two.count('class="attendance-line"')) == (51, 11)  # who waits too
    assert "N59 Alpha" not in one and "N59 Alpha" in two and "N59 Alpha" in found and "Zoé" not in found
    note = url("information_note", day.meeting_id, last.pk)
    assert f'action="{note}?page=2"' in two
    assert client.post(f"{note}?page=2", {"attendance": "present"}).url == f"{address}?page=2#inscription-{last.pk}"
    assert fresh(last).attendance == "present" and str(waits.pk) in two


def test_the_list_to_sign_names_who_has_a_place(day, coordinator, sign_in, commits):
    from tests.wall.asking import read_pdf

    register(day, people=2)
    register(day, "Bruno Bêta", people=3)
    client = sign_in(coordinator.person)
    with commits():
        client.post(url("information_sheet", day.meeting_id))
    sheet = coordinator_sheet(coordinator)
    words = read_pdf(b"".join(client.get(url("attendance_sheet", sheet.pk)).streaming_content))

    assert "Rose Alpha" in words and "Bruno" not in words
    assert "6 décembre 2011" in plain(words)


def coordinator_sheet(coordinator):
    from candidates.models import AttendanceSheet

    return AttendanceSheet.objects.visible_to(coordinator).get()


@pytest.mark.parametrize("name", ["information_list", "information_attendance", "information_days"])
def test_more_registrations_cost_no_more_queries(day, coordinator, name, freeze):
    args = [] if name == "information_days" else [day.meeting_id]

    def queries(address):
        freeze(STARTS_AT)  # at the door
        answer = Visitor("coordinator", coordinator.person, coordinator).ask(address)
        freeze(make.OPEN_DAY)
        return answer.queries if answer.status == 200 else answer.status

    InformationDay.objects.filter(pk=day.pk).update(seats_max=200)
    counted = []
    for first, last in ((0, 10), (10, 100)):
        for number in range(first, last):
            register(day, f"N{number} Alpha")
        counted.append(queries(url(name, *args)))
    away = Visitor("coordinator", coordinator.person, coordinator).ask(reverse("dla:pool", args=["2011"]))

    assert counted[0] == counted[1]
    assert counted[0] - away.queries <= 12


def test_from_the_public_home_to_the_door(transactional_db, freeze, open_page, axe, mailoutbox):
    """Somebody registers on her telephone; the coordination notes her at the door."""
    from ccr.programme import seats
    from ccr.programme.roles import Role

    freeze(make.OPEN_DAY, tick=True)
    campaign = make_campaign()
    coordinator = seats.seat_of(seats.holders(campaign, Role.COORDINATOR)[0], campaign)
    day = information_day(campaign, coordinator)
    page = open_page(width=375, height=800)
    page.goto("/")
    page.click("text=S’inscrire")
    page.fill("#id_name", "Rose Alpha")
    page.fill("#id_email", "rose@exemple.test")
    page.select_option("#id_kind", "volunteer")
    page.check("#id_consent")
    axe(page)
    page.click("button:has-text('M’inscrire')")
    page.wait_for_selector("text=Votre demande est enregistrée")
    link = next(word for word in mailoutbox[0].body.split() if "/lien/" in word)
    page.goto(link)
    assert "Votre place est réservée" in plain(page.inner_text("h1"))
    axe(page)

    freeze("2011-12-06 09:00", tick=True)
    desk = open_page(coordinator.person)
    desk.goto(url("information_attendance", day.meeting_id))
    desk.click("button:has-text('Présent')")
    desk.wait_for_selector("button[aria-pressed=true]:has-text('Présent')")
    assert "1 présent" in plain(desk.inner_text("#decompte"))
    axe(desk)
    desk.goto(url("information_list", day.meeting_id))
    axe(desk)
