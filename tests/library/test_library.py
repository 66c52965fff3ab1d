"""The *porte-documents*: what is published, by whom, and what everybody then reads (A027, A176, C21)."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader, PdfWriter

from ccr import clock
from ccr.documents.marks import mark_of
from ccr.library import keywords, readings, services
from ccr.library.forms import EntryForm, ThemeForm
from ccr.library.models import Entry, EntryFile, Journal, MeetingReading, PublicDocument, PublicFile, Theme
from ccr.programme.models import Meeting, MeetingKind
from ccr.wall.errors import Conflict, DomainError
from ccr.wall.guard import WallBreach, passing, passing_as
from ccr.wall.sides import EVERYONE, Side
from tests.candidates.reading import text_of
from tests.factories import candidates, core
from tests.factories.library import entry_of, prepared, published, values
from tests.forms import sent_by


def public(client, name, *args, **query):
    return client.get(reverse(f"library:{name}", args=args), query)


# Publishing


def test_what_is_prepared_is_behind_a_door_and_what_is_published_in_front(client, coordinator, breaches):
    entry = prepared(coordinator)
    for side in EVERYONE - {Side.COORDINATION}:
        with passing({side}), pytest.raises(WallBreach):
            Entry.objects.system().exists()
    assert "La Cité en deux pages" not in text_of(public(client, "documents"))
    assert public(client, "document", entry.pk).status_code == 404

    with passing_as(coordinator):
        services.publish(entry, by=coordinator)

    assert "La Cité en deux pages" in text_of(public(client, "documents"))
    (file,) = PublicFile.objects.filter(document=entry.pk)
    answer = public(client, "file", entry.pk, file.pk)
    assert answer["Content-Disposition"] == 'attachment; filename="cite.pdf"'
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_a_document_needs_a_file_and_keeps_one_while_it_is_published(coordinator):
    with passing_as(coordinator):
        empty = services.add_entry(values("Sans fichier"), by=coordinator)
        with pytest.raises(DomainError, match="au moins un fichier"):
            services.publish(empty, by=coordinator)
    document = published(coordinator)
    first = EntryFile.objects.system().get(entry=document.pk)
    with passing_as(coordinator):
        with pytest.raises(DomainError, match="garde au moins un fichier"):
            services.retire_file(first, by=coordinator)
        services.add_file(entry_of(document), candidates.upload("deux.pdf"), by=coordinator)
        services.retire_file(first, by=coordinator)

    assert list(PublicFile.objects.filter(is_shown=True).values_list("name", flat=True)) == ["deux.pdf"]


def test_a_change_is_read_at_once_and_a_colleagues_words_are_not_replaced(coordinator):
    document = published(coordinator, "Charte")
    entry = entry_of(document)
    with passing_as(coordinator):
        services.change_entry(entry, {"title": "Charte de la Cité"}, by=coordinator, seen={"title": ["Charte"]})
        with pytest.raises(Conflict):
            services.change_entry(entry, {"title": "La charte"}, by=coordinator, seen={"title": ["Charte"]})

    assert PublicDocument.objects.get().title == "Charte de la Cité"


def test_a_coordinator_relieved_meanwhile_changes_nothing(coordinator, binds_nothing):
    entry = entry_of(published(coordinator))
    binds_nothing(coordinator, [lambda by: services.change_entry(entry, {"title": "Autre"}, by=by)])


def test_retired_it_answers_no_more_and_may_come_back(client, coordinator):
    document = published(coordinator)
    file = document.files.get()
    with passing_as(coordinator):
        services.retire(entry_of(document), reason="Remplacé.", by=coordinator)
    gone = [public(client, "document", document.pk), public(client, "file", document.pk, file.pk)]
    assert [one.status_code for one in gone] == [404, 404]
    assert document.title not in public(client, "feed").content.decode()

    with passing_as(coordinator):
        with pytest.raises(DomainError, match="publiez-le de nouveau"):
            services.change_entry(entry_of(document), {"title": "Autre"}, by=coordinator)
        services.publish(entry_of(document), by=coordinator)

    assert public(client, "document", document.pk).status_code == 200
    verbs = Journal.objects.system().filter(about_id=document.pk).order_by("at", "pk").values_list("verb", flat=True)
    assert sorted(verbs) == ["added", "file_added", "published", "published", "retired"]


def test_what_speaks_of_a_call_in_preparation_waits_for_it(coordinator):
    hidden = core.make_campaign("2012", published=False)
    entry = prepared(coordinator, campaign=hidden)

    with passing_as(coordinator), pytest.raises(DomainError, match="publiez d’abord cet appel"):
        services.publish(entry, by=coordinator)


def test_a_file_that_the_platform_made_stays_with_its_readers(coordinator):
    from io import BytesIO

    from django.core.files.uploadedfile import SimpleUploadedFile

    entry, writer, content = prepared(coordinator), PdfWriter(), BytesIO()
    writer.append(PdfReader(candidates.upload()))
    writer.add_metadata({"/Keywords": mark_of("selection.minutes", entry.pk)})
    writer.write(content)
    minutes = SimpleUploadedFile("compte-rendu.pdf", content.getvalue(), content_type="application/pdf")

    with passing_as(coordinator), pytest.raises(DomainError, match="produit par la plateforme"):
        services.add_file(entry, minutes, by=coordinator)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("library_entry_draft_undated", {"published_at": clock.now}),
        ("library_entry_publication_dated", {"state": "published"}),
        ("library_entry_retirement_dated", {"state": "retired", "retired_reason": "Parce que."}),
        ("library_entry_retirement_explained", {"state": "retired", "retired_at": clock.now}),
    ],
)
def test_state_dates_and_reason_agree(coordinator, name, changes):
    entry = prepared(coordinator)
    changes = {field: value() if callable(value) else value for field, value in changes.items()}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Entry.objects.system().filter(pk=entry.pk).update(**changes)


def test_only_minutes_are_those_of_a_meeting(coordinator, campaign):
    entry = prepared(coordinator)
    meeting = Meeting.objects.create(campaign=campaign, kind="steering", starts_at=clock.now())
    with pytest.raises(IntegrityError, match="library_entry_meeting_of_minutes"), transaction.atomic():
        Entry.objects.system().filter(pk=entry.pk).update(meeting=meeting)


# Finding


def test_words_theme_year_kind_and_group_narrow_the_list_and_accents_do_not_matter(client, coordinator):
    steering = Meeting.objects.create(campaign=coordinator.campaign, kind="steering", starts_at=clock.now())
    published(coordinator, "Modalités de sélection", theme=2, kind="reference", dated_on=datetime.date(2010, 5, 4))
    published(
        coordinator,
        "Réunion publique",
        theme=6,
        kind="minutes",
        meeting=steering,
        summary="Les ateliers, un cœur de quartier.",
        keywords="Été, loyers",
    )

    def titles(**query):
        page = public(client, "documents", **query)
        return [one.title for one in page.context["page"]]

    assert titles() == ["Modalités de sélection", "Réunion publique"]
    assert titles(q="SELECTION modalites") == ["Modalités de sélection"]
    assert titles(keyword="ete") == titles(q="loyers") == ["Réunion publique"]
    assert titles(keyword="et") == ["Modalités de sélection", "Réunion publique"]  # no such keyword: nothing narrowed
    assert titles(q="coeur") == titles(kind="minutes") == titles(year="2011") == ["Réunion publique"]
    theme = values(theme=2)["theme"]
    assert titles(theme=theme.pk) == titles(year="2010") == ["Modalités de sélection"]
    assert titles(group="steering") == ["Réunion publique"]
    assert titles(group="information") == []
    assert "Aucun document ne correspond" in text_of(public(client, "documents", q="parking"))


def test_the_feed_gives_absolute_links_and_every_page_names_it(client, coordinator):
    assert "Les documents s’afficheront ici" in text_of(public(client, "documents"))
    document = published(coordinator, keywords="charte, Sélection")

    feed = public(client, "feed")

    assert 'term="charte"' in feed.content.decode()
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert f"http://testserver{reverse('library:document', args=[document.pk])}" in feed.content.decode()
    for page in (public(client, "documents"), public(client, "document", document.pk)):
        assert f'href="{reverse("library:feed")}"' in page.content.decode()
    assert f'href="{reverse("library:documents")}"' in client.get("/").content.decode()


def test_a_sign_that_is_not_seen_is_dropped_and_one_already_stored_leaves_the_feed_standing(client, coordinator):
    form = EntryForm({"summary": "Huit\x0bengage\u00adments\x00", "keywords": "char\x02te\n loyers"})
    assert not {"summary", "keywords"} & form.errors.keys()
    typed = form.cleaned_data
    assert (typed["summary"], typed["keywords"]) == ("Huit engagements", "charte, loyers")
    assert ThemeForm({"name": "Le\x1f pro\x07jet"}).is_valid()

    document = published(coordinator, "Char\x01te", summary="Huit\x02", keywords="char\x03te")
    Theme.objects.filter(pk=document.theme_id).update(name="Le pro\x04jet")

    said = public(client, "feed").content.decode()
    assert "<title>Charte</title>" in said and 'term="Le projet"' in said


def test_lists_take_as_many_queries_for_100_documents_as_for_10(client, coordinator, sign_in):
    browser, slug = sign_in(coordinator.person), coordinator.campaign.slug

    def queries(asked, address):
        with CaptureQueriesContext(connection) as captured:
            asked.get(address)
        return len(captured)

    def counted():
        return (
            queries(client, reverse("library:documents")),
            queries(browser, reverse("library:entries", args=[slug])),
        )

    for number in range(10):
        published(coordinator, f"Document {number}", theme=1 + number % 6)
    counted()
    few, threshold = counted(), queries(browser, reverse("selection:grid", args=[slug]))
    template = PublicDocument.objects.order_by("pk").first()
    entry = entry_of(template)
    PublicDocument.objects.bulk_create(_copy(template, n) for n in range(90))
    Entry.objects.system().bulk_create(_copy(entry, n) for n in range(90))

    assert counted() == few
    assert max(few[0], few[1] - threshold) <= 12


def _copy(row, number):
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    return type(row)(**{**fields, "title": f"Autre document {number}"})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" sélection ;SELECTION, #charte,,  GT4 ", "sélection, charte, GT4"),
        ("loyers|travaux\nœuvre, oeuvre", "loyers travaux, œuvre"),
        ("", ""),
    ],
)
def test_keywords_are_kept_tidy(typed, kept):
    assert keywords.tidy(typed) == kept


@pytest.mark.parametrize(
    ("typed", "said"), [(", ".join("abcdefghi"), "8 mots-clés au plus : vous en avez 9"), ("a" * 41, "40 caractères")]
)
def test_too_many_or_too_long_keywords_are_told(db, typed, said):
    assert said in EntryForm({"keywords": typed}).errors["keywords"][0].replace("\u00a0", " ")


def test_keywords_of_ligatures_are_published(coordinator):
    """« œ » is searched as « oe »: the keys are longer than the words."""
    document = published(coordinator, keywords=", ".join(f"{'œ' * 39}{n}" for n in range(8)))
    assert len(document.keyword_keys) > 600


# Before a meeting


@pytest.fixture
def day(campaign):
    starts_at = clock.now() + datetime.timedelta(days=10)
    return Meeting.objects.create(campaign=campaign, kind=MeetingKind.INFORMATION, starts_at=starts_at)


def test_a_reading_is_shown_where_the_meeting_is(client, coordinator, day):
    document = published(coordinator, "Rapport du GT4")
    draft = prepared(coordinator, "Projet de compte rendu")
    with passing_as(coordinator):
        reading = services.add_reading(entry_of(document), day, by=coordinator)
        with pytest.raises(DomainError, match="déjà une lecture préalable"):
            services.add_reading(entry_of(document), day, by=coordinator)
        with pytest.raises(DomainError, match="Publiez d’abord"):
            services.add_reading(draft, day, by=coordinator)
    with pytest.raises(IntegrityError, match="library_reading_once"), transaction.atomic():
        MeetingReading.objects.create(meeting=day, document=document, added_at=clock.now())

    assert "journée d’information" in text_of(public(client, "document", document.pk))
    assert readings.before(day) == [document]
    with passing_as(coordinator):
        services.remove_reading(reading, by=coordinator)
    assert readings.before(day) == []


# The coordination's pages


def test_the_coordinator_adds_joins_publishes_and_retires(coordinator, sign_in, client, commits):
    browser, slug = sign_in(coordinator.person), coordinator.campaign.slug
    theme = values()["theme"]

    def url(name, *args):
        return reverse(f"library:{name}", args=[slug, *args])

    page = browser.get(url("entry_add"))
    typed = {**sent_by(page), "title": "Charte", "summary": "Huit engagements.", "dated_on": "2011-09-01"}
    typed |= {"theme": theme.pk, "kind": "reference"}
    for _ in range(2):  # sent twice
        browser.post(url("entry_add"), typed)
    entry = Entry.objects.system().get()
    assert browser.post(url("entry_file_add", entry.pk), {}).status_code == 422
    for _ in range(2):
        browser.post(url("entry_file_add", entry.pk), {"file": candidates.upload("charte.pdf")})
    assert EntryFile.objects.system().count() == 1
    assert "Tout le monde pourra lire" in text_of(browser.get(url("entry_publish", entry.pk)))
    browser.post(url("entry_publish", entry.pk))
    assert public(client, "document", entry.pk).status_code == 200
    page = browser.get(url("entry_edit", entry.pk))
    browser.post(url("entry_edit", entry.pk), {**sent_by(page), "title": "Charte de la Cité"})
    assert PublicDocument.objects.get().title == "Charte de la Cité"
    assert browser.post(url("entry_retire", entry.pk), {"reason": ""}).status_code == 422
    answer = browser.post(url("entry_retire", entry.pk), {"reason": "Remplacée."}, follow=True)

    assert "Remplacée." in text_of(answer)
    assert public(client, "document", entry.pk).status_code == 404


def test_the_coordinator_adds_and_renames_shelves(coordinator, sign_in, client):
    published(coordinator, "Charte", theme=1)
    browser, slug = sign_in(coordinator.person), coordinator.campaign.slug
    themes = reverse("library:themes", args=[slug])

    again = browser.post(themes, {"name": "LE PROJET"})
    browser.post(themes, {"name": "La mobilité"})
    first = Theme.objects.get(order=1)
    browser.post(reverse("library:theme_rename", args=[slug, first.pk]), {"name": "La Cité"})

    raised = Theme.objects.get(order=2)
    for _ in range(2):
        answer = browser.post(reverse("library:theme_raise", args=[slug, raised.pk]), follow=True)

    assert "est déjà le premier" in text_of(answer)
    assert list(Theme.objects.values_list("pk", flat=True))[:2] == [raised.pk, first.pk]
    assert "Un thème porte déjà ce nom" in text_of(again)
    assert list(Theme.objects.values_list("name", flat=True))[1::5] == ["La Cité", "La mobilité"]
    assert [one.theme.name for one in public(client, "documents").context["page"]] == ["La Cité"]
