"""The thread with the coordination: written, read, taken back, told by mail; nobody else knows of it."""

import datetime
import uuid

import pytest
from django.core.files.storage import Storage, default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse

from candidates import services, threads
from candidates.models import Mail, Message, MessageFile, MessageReading, Writer
from candidates.states import MessageState
from ccr import clock, registry
from ccr.notifications.sending import deliver
from ccr.notifications.states import MailState
from ccr.notifications.tasks import relay
from ccr.programme import seats
from ccr.programme.roles import Role
from ccr.wall.errors import DomainError
from tests.candidates.reading import page, plain, text_of
from tests.factories import candidates as make
from tests.factories.core import PersonFactory, make_seat
from tests.factories.information import information_day
from tests.forms import hidden_of

INBOX = reverse("candidates:messages", args=["2011"])


@pytest.fixture
def amina(application):
    """The seat of the structure's representative."""
    return make.representative(application)


@pytest.fixture
def ours(amina, sign_in):
    return sign_in(amina.person)


@pytest.fixture
def theirs(coordinator, sign_in):
    return sign_in(coordinator.person)


def write(browser, application, text, *files, follow=True):
    shown = browser.get(page("thread", application)).context["form"]
    data = {"text": text, "form_key": shown["form_key"].value(), "files": list(files)}
    return browser.post(page("thread", application), data, follow=follow)


def later(freeze, minutes):
    freeze(clock.now() + datetime.timedelta(minutes=minutes))


# Writing and reading


def test_a_question_its_answer_and_who_read_what(application, ours, theirs, freeze):
    assert "Message envoyé." in text_of(write(ours, application, "Peut-on joindre un prévisionnel ?"))
    assert "Non lu" in text_of(ours.get(page("thread", application)))

    later(freeze, 60)
    shown = text_of(theirs.get(page("thread", application)))
    assert "Peut-on joindre un prévisionnel ?" in shown
    assert "nouveau" in shown
    write(theirs, application, "Oui, dans les comptes.")

    assert "La coordination vous a écrit" in text_of(again := ours.get(page("thread", application)))
    assert "Lu le 22 nov. 2011 à 11 h" in text_of(again)
    assert "nouveau" not in text_of(ours.get(page("thread", application)))


def test_an_unread_answer_is_a_task_until_it_is_read(application, ours, theirs, amina, coordinator):
    write(ours, application, "Une question.")
    (task,) = [task for task in registry.ask("home", coordinator) if task.action == "Lire les messages"]
    assert (plain(task.title), plain(task.detail)) == ("1 message à lire", "De 1 structure.")

    write(theirs, application, "Une réponse.")
    (task,) = [task for task in registry.ask("home", amina) if task.action == "Lire et répondre"]
    ours.get(task.url)

    assert not [task for task in registry.ask("home", amina) if task.action == "Lire et répondre"]


def test_a_thread_marked_unread_comes_back_and_stays_read_for_the_other_side(application, ours, theirs, amina):
    write(ours, application, "Une question.")
    theirs.get(page("thread", application))
    answer = theirs.post(page("thread_set_aside", application), follow=True)

    assert "1 fil à lire" in text_of(answer)
    assert "Lu le 22 nov. 2011" in text_of(ours.get(page("thread", application)))
    theirs.get(page("thread", application))
    assert "attend une réponse" in text_of(theirs.get(INBOX))


def test_the_form_sent_twice_sends_one_message(application, ours, amina):
    shown = ours.get(page("thread", application)).context["form"]
    data = {"text": "Une seule fois.", "form_key": shown["form_key"].value()}
    ours.post(page("thread", application), data)
    ours.post(page("thread", application), data)

    assert Message.objects.system().get().state == MessageState.SENT
    assert services.message_draft(application, by=amina) is None


def test_a_save_that_comes_after_the_sending_puts_nothing_back(application, ours, amina):
    shown = ours.get(page("thread", application)).context["form"]
    data = {"field": "text", "text": "Bonjour.", "form_key": shown["form_key"].value(), "initial-text": ""}
    ours.post(page("thread", application), data)

    late = ours.post(page("thread_autosave", application), data | {"text": "Bonjou"})

    assert (late.status_code, "déjà parti" in late.content.decode()) == (409, True)
    assert services.message_draft(application, by=amina) is None


def test_two_windows_lose_neither_text(application, ours, amina):
    """The second window is shown both; sent again, it replaces knowingly. A file refused meanwhile is no conflict."""
    address, typed = page("thread", application), {"text": "Court.", "initial-text": ""}
    services.write_message(application, "Un long texte.", by=amina)

    saved = ours.post(page("thread_autosave", application), typed | {"field": "text"})
    shown = ours.post(address, typed)

    assert (saved["X-Autosave"], shown.status_code) == ("conflict", 422)
    assert "Un long texte." in text_of(shown) and "Court." in shown.content.decode()
    assert services.message_draft(application, by=amina).text == "Un long texte."
    bad = make.SimpleUploadedFile("budget.pdf", b"MZ not a pdf", content_type="application/pdf")
    again = ours.post(address, typed | hidden_of(shown) | {"files": bad})
    assert services.message_draft(application, by=amina).text == "Court."
    ours.post(address, hidden_of(again) | {"text": "Court, puis mieux."})
    assert Message.objects.system().get().text == "Court, puis mieux."


def test_one_page_sent_into_two_threads_is_two_messages(application, theirs):
    another = make.begin(application.campaign)
    shown = theirs.get(page("thread", application)).context["form"]
    data = {"text": "Bonjour.", "form_key": shown["form_key"].value()}

    answers = [theirs.post(page("thread", one), data).status_code for one in (application, another)]

    assert answers == [302, 302]
    assert set(Message.objects.system().values_list("application", flat=True)) == {application.pk, another.pk}


def test_two_clicks_at_once_send_one_message(postgres, race, freeze):
    from tests.factories.core import make_campaign

    freeze(make.OPEN_DAY)
    application = make.begin(make_campaign())
    seat = make.representative(application)
    key = uuid.UUID("2b1cf3a8-6f0f-4d52-9a53-0c9d3a6e8e11")

    first, second = race(lambda: services.send_message(application, "Bonjour.", by=seat, key=key))

    assert first.pk == second.pk
    assert Message.objects.system().filter(state=MessageState.SENT).count() == 1


# Drafts and files


def test_what_is_typed_saves_itself_and_is_nobody_elses(application, ours, theirs, sign_in):
    answer = ours.post(page("thread_autosave", application), {"field": "text", "text": "Je commence…"})

    assert answer["X-Autosave"] == "saved"
    assert "Je commence…" in ours.get(page("thread", application)).content.decode()
    colleague = sign_in(make.add_contributor(application).person)
    for other in (theirs, colleague):
        assert "Je commence…" not in other.get(page("thread", application)).content.decode()


def test_a_refused_file_keeps_the_words_and_the_good_file(application, ours, amina):
    bad = make.SimpleUploadedFile("budget.pdf", b"MZ not a pdf", content_type="application/pdf")
    answer = write(ours, application, "Voici deux fichiers.", make.upload("statuts.pdf"), bad)

    assert answer.status_code == 422
    assert "budget.pdf n’est pas joint : Ce type de fichier n’est pas accepté." in text_of(answer)
    assert "Voici deux fichiers." in answer.content.decode()
    assert "statuts.pdf" in text_of(answer)
    write(ours, application, "Voici un fichier.")
    (file,) = MessageFile.objects.system().filter(message__state=MessageState.SENT)
    assert file.name == "statuts.pdf"


def test_the_same_file_sent_twice_is_joined_and_stored_once(application, amina, monkeypatch):
    stored, save = [], Storage.save  # the class's: put back on the storage itself, it would hide what is patched next
    monkeypatch.setattr(Storage, "save", lambda *sent: stored.append(save(*sent)) or stored[-1])

    one, two = (services.join_file(application, make.upload("statuts.pdf"), by=amina) for _ in range(2))

    assert one == two
    assert [default_storage.exists(path) for path in stored] == [True, False]


def test_a_file_taken_out_of_a_draft_is_kept_but_not_sent(application, ours, amina):
    joined = services.join_file(application, make.upload("brouillon.pdf"), by=amina)
    ours.post(page("message_file_retire", application, joined.pk), {"text": "Sans le fichier."})
    assert "Sans le fichier." in ours.get(page("thread", application)).content.decode()
    write(ours, application, "Sans le fichier.")

    assert "brouillon.pdf" not in text_of(ours.get(page("thread", application)))
    assert MessageFile.objects.system().get().retired_at


def test_a_message_says_something_and_carries_five_files_at_most(application, ours, amina):
    assert "Écrivez votre message, ou joignez un fichier" in text_of(write(ours, application, "   "))
    for number in range(5):
        services.join_file(application, make.upload(f"{number}.pdf"), by=amina)
    with pytest.raises(DomainError, match="5 fichiers au plus"):
        services.join_file(application, make.upload("6.pdf"), by=amina)
    write(ours, application, "")
    assert Message.objects.system().get().files.count() == 5


def test_one_of_our_own_notes_is_refused(application, ours, monkeypatch):
    digest = services.messages.documents.check_upload(make.upload("note.pdf", "Note")).sha256
    monkeypatch.setitem(registry._providers, ("refused_uploads", "candidate"), [lambda seat: [digest]])

    assert "votre note de diagnostic" in text_of(write(ours, application, "", make.upload("note.pdf", "Note")))


# Five minutes


def test_taken_back_it_is_its_authors_alone_and_comes_back_to_be_mended(application, ours, theirs, freeze):
    write(ours, application, "Trop vite envoyé.", make.upload("faux.pdf"))
    message = Message.objects.system().get()
    file = message.files.get()
    later(freeze, 4)
    answer = ours.post(page("message_take_back", application, message.pk), follow=True)

    assert "Message repris" in text_of(answer)
    assert answer.context["form"]["text"].value() == "Trop vite envoyé."
    assert [kept.name for kept in answer.context["draft_files"]] == ["faux.pdf"]
    seen = text_of(theirs.get(page("thread", application)))
    assert "Message repris" in seen
    assert "Trop vite envoyé." not in seen
    assert theirs.get(page("message_file", application, file.pk)).status_code == 404
    assert ours.get(page("message_file", application, file.pk)).status_code == 200


def test_after_five_minutes_or_by_somebody_else_it_stays(application, ours, theirs, amina, freeze):
    write(ours, application, "Bien envoyé.")
    message = Message.objects.system().get()
    theirs.post(page("message_take_back", application, message.pk))
    later(freeze, 5)
    answer = ours.post(page("message_take_back", application, message.pk), follow=True)

    assert "Les cinq minutes sont passées" in text_of(answer)
    message.refresh_from_db()
    assert message.state == MessageState.SENT


@pytest.mark.parametrize("then", ["read", "taken back"])
def test_a_message_read_or_taken_back_is_not_told(application, amina, coordinator, freeze, mailoutbox, then):
    message = services.send_message(application, "Bonjour.", by=amina)
    if then == "read":
        for person in seats.holders(application.campaign, Role.COORDINATOR):
            services.read_thread(application, by=seats.seat_of(person, application.campaign))
    else:
        services.take_back(message, by=amina)
    later(freeze, 6)
    relay()

    assert mailoutbox == []
    assert set(Mail.objects.system().values_list("state", flat=True)) == {MailState.VOID}


def test_several_messages_within_five_minutes_give_one_notice(application, coordinator, freeze, mailoutbox, commits):
    with commits():
        services.send_message(application, "Un.", by=coordinator)
        later(freeze, 3)
        services.send_message(application, "Deux.", by=coordinator)
    later(freeze, 1)
    relay()
    assert mailoutbox == []
    later(freeze, 1)
    relay()
    later(freeze, 4)
    relay()

    (notice,) = mailoutbox
    assert notice.subject == "Un message vous attend"
    assert "La coordination vous a écrit" in notice.body
    assert "Un." not in notice.body
    later(freeze, 60)
    services.send_message(application, "Trois.", by=coordinator)
    later(freeze, 5)
    relay()
    assert len(mailoutbox) == 2


def test_the_second_is_told_when_the_first_is_taken_back(application, coordinator, freeze, mailoutbox):
    first = services.send_message(application, "Un.", by=coordinator)
    later(freeze, 3)
    services.send_message(application, "Deux.", by=coordinator)
    services.take_back(first, by=coordinator)
    later(freeze, 2)
    relay()
    assert mailoutbox == []
    later(freeze, 3)
    relay()

    assert len(mailoutbox) == 1


def test_a_notice_that_comes_while_another_is_on_its_way_waits_for_it(application, coordinator, freeze, mailoutbox):
    services.send_message(application, "Un.", by=coordinator)
    later(freeze, 1)
    services.send_message(application, "Deux.", by=coordinator)
    later(freeze, 30)  # no worker for half an hour: both are due
    second = Mail.objects.system().latest("created_at")
    deliver("candidates.Mail", second.pk)
    second.refresh_from_db()
    assert (second.state, second.attempts, second.error) == (MailState.WAITING, 0, "")
    relay()
    later(freeze, 2)
    relay()

    assert len(mailoutbox) == 1


# The coordination's list


def test_the_list_begins_with_what_is_to_read(campaign, application, ours, theirs, coordinator, freeze):
    quiet, answered = make.begin(campaign), make.begin(campaign)
    services.send_message(answered, "Bonjour.", by=make.representative(answered))
    later(freeze, 1)
    services.send_message(answered, "Bonjour à vous.", by=coordinator)
    services.read_thread(answered, by=coordinator)
    write(ours, application, "Une question.")

    def kept(query=""):
        return [row.pk for row in theirs.get(INBOX + query).context["page"].object_list]

    assert kept() == [application.pk, answered.pk]
    assert kept("?fil=a-lire") == kept("?fil=sans-reponse") == [application.pk]
    assert kept(f"?q={quiet.organisation.siren}") == [quiet.pk]
    assert kept("?fil=n-importe") == [application.pk, answered.pk]
    assert "1 fil à lire" in text_of(theirs.get(INBOX))


def test_ten_or_a_hundred_threads_cost_the_same_few_queries(
    campaign, application, amina, coordinator, theirs, django_assert_max_num_queries, django_assert_num_queries
):
    def write_many(number):
        moment = clock.now()
        Message.objects.system().bulk_create(
            Message(application=application, author=amina.person, side="candidate", state="sent", written_at=moment)
            for _ in range(number)
        )

    write_many(10)
    theirs.get(page("thread", application))
    with django_assert_max_num_queries(20) as ten:
        theirs.get(page("thread", application))
    queries = len(ten)
    write_many(90)
    theirs.get(page("thread", application))
    with django_assert_num_queries(queries):
        theirs.get(page("thread", application))
    theirs.get(INBOX)
    with django_assert_max_num_queries(12) as few:
        theirs.get(INBOX)
    queries = len(few)
    for _ in range(5):
        services.send_message(make.begin(campaign), "Bonjour.", by=amina)
    with django_assert_num_queries(queries):
        theirs.get(INBOX)


# Doors, constraints, help


@pytest.mark.parametrize("role", [Role.DIAGNOSTICIAN, Role.CONSULTANT, Role.INSTRUCTOR, Role.PILOT])
def test_no_other_side_opens_a_thread(campaign, application, amina, sign_in, breaches, role):
    services.send_message(application, "Entre nous.", by=amina)
    browser = sign_in(make_seat(campaign, role).person)

    assert browser.get(page("thread", application)).status_code == 404
    assert browser.get(INBOX).status_code == 404


def test_a_candidate_reads_no_other_thread(campaign, application, amina, sign_in):
    services.send_message(application, "Entre nous.", by=amina)
    other = make.representative(make.begin(campaign))

    assert sign_in(other.person).get(page("thread", application)).status_code == 404
    assert not Message.objects.visible_to(other).exists()
    assert not threads.unread(other, Writer.CANDIDATE).exists()


@pytest.mark.parametrize(
    "name", ["message_one_draft", "message_dates_agree", "message_reading_once", "message_reading_in_order"]
)
def test_the_database_holds_it(application, amina, name):
    mine = {"application": application, "author": amina.person, "side": Writer.CANDIDATE}
    draft, now = Message.objects.system().create(**mine), clock.now()
    read = {"message": draft, "person": amina.person, "read_at": now}
    if name == "message_reading_once":
        MessageReading.objects.system().create(**read)
    rows, fields = {
        "message_one_draft": (Message, mine),
        "message_dates_agree": (Message, {**mine, "state": MessageState.TAKEN_BACK, "written_at": now}),
        "message_reading_once": (MessageReading, read),
        "message_reading_in_order": (MessageReading, {**read, "set_aside_at": now - datetime.timedelta(days=1)}),
    }[name]

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        rows.objects.system().create(**fields)


def test_help_says_whom_to_call_about_this_campaign(campaign, application, ours, client):
    campaign.help_phone = "04 91 00 00 00, du lundi au jeudi"
    campaign.save()
    answer = ours.get(page("application", application))
    text = text_of(answer)

    assert "Besoin d’aide ? contact@" in text
    assert "04 91 00 00 00, du lundi au jeudi" in text
    assert 'href="tel:+33491000000"' in answer.content.decode()
    assert "Écrire un message à la coordination" in text
    public = text_of(client.get(reverse("candidates:apply", args=["2011"])))
    assert "du lundi au jeudi" in public
    assert "Écrire un message" not in public


def test_every_page_of_the_call_gives_the_calls_own_people(campaign, coordinator, client, sign_in, settings, freeze):
    campaign.help_email = "appel@exemple.fr"
    campaign.save()
    day = information_day(campaign, coordinator)
    freeze("2011-12-05 10:00")
    closed = client.get(reverse("candidates:information_day", args=["2011", day.meeting_id]))
    helped = client.get(closed.context["help_contact"]["page"])
    newcomer = sign_in(PersonFactory()).get(reverse("ui:home", args=["2011"]))

    for answer in (closed, helped, newcomer):
        page_itself = answer.content.decode().partition("<footer")[0]
        assert "mailto:appel@exemple.fr" in page_itself
        assert settings.CCR_OPERATOR["email"] not in page_itself
    for unknown in ("2012", "\x00"):
        assert settings.CCR_OPERATOR["email"] in client.get("/aide/", {"appel": unknown}).content.decode()
