"""A call from its first click to its publication: begun, prepared step by step, checked, previewed, published."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from candidates.models import Application, Draft, SectionKey
from ccr import clock
from ccr.programme import campaigns, opening, pieces
from ccr.programme.models import Campaign, CampaignPiece, CampaignSite, Journal, Meeting, Seat, Site
from ccr.programme.roles import Function, Role
from ccr.programme.seats import engage_organisation, holders
from ccr.wall.errors import DomainError
from tests.candidates.reading import text_of
from tests.factories import candidates as make
from tests.factories.core import OrganisationFactory, make_campaign, make_seat
from tests.forms import hidden_of
from tests.wall.asking import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(freeze):
    """The call of 2011, still open, six weeks before its deadline."""
    freeze("2011-11-02 10:00")
    return make_campaign()


@pytest.fixture
def regain(campaign, sign_in):
    """Its coordinator's browser."""
    return sign_in(holders(campaign, Role.COORDINATOR)[0])


@pytest.fixture
def draft(campaign):
    """The next call, taken over from it."""
    return campaigns.create_campaign(*whose(campaign), base=campaign, slug="2012", title="Appel 2012")


def whose(campaign) -> tuple:
    """Its coordinator and her organisation."""
    seat = Seat.objects.get(campaign=campaign, mandates__role=Role.COORDINATOR)
    return seat.person, seat.active_mandates[0].organisation


def url(name, slug="2012", *args):
    return reverse(name if ":" in name else f"programme:{name}", args=[slug, *args])


def step(key):
    return url("campaign_prepare", "2012", key)


# Begun


def test_the_page_says_what_is_taken_over_and_how_far_the_days_move(campaign, regain):
    page = text_of(regain.get(url("campaign_create", "2011")))

    assert "son calendrier, décalé de 1 an" in page and "Personne n’est repris" in page
    assert "12 janvier 2013 au lieu du 12 janvier 2012" in page and "Comité de sélection 31 janvier 2013" in page
    assert "2 sites (Friche, mk2)" in page
    usual = regain.get(url("campaign_create", "2011") + "?base=")
    assert "Les nombres habituels du programme" in text_of(usual)
    assert usual.context["form"]["opens_on"].value() == datetime.date(2012, 1, 1)


def test_a_call_begun_from_another_leads_to_its_sites(campaign, regain):
    shown = regain.get(url("campaign_create", "2011")).context["form"]
    typed = {name: shown[name].value() for name in shown.fields}
    answer = regain.post(url("campaign_create", "2011"), typed)

    created = Campaign.objects.get(slug="2012")
    assert answer.url == step("sites") and created.based_on == campaign and created.sites.count() == 2
    entry = Journal.objects.system().get(verb="campaign_created", campaign=created)
    assert entry.details == {"based_on": "2011", "years": 1}


def test_a_call_begun_from_nothing_has_the_usual_days_and_pieces(campaign, regain):
    typed = {"base": "", "slug": "essai", "title": "Essai", "opens_on": "2012-03-01", "deadline_on": "2012-09-30"}
    regain.post(url("campaign_create", "2011"), typed)

    created = Campaign.objects.get(slug="essai")
    assert (created.diagnostics_until, created.sessions_from) == (created.deadline_on, datetime.date(2012, 10, 30))
    assert [piece.slug for piece in created.pieces.all()] == ["statutes", "accounts"]
    assert created.based_on is None and not created.sites.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"deadline_on": "2012-01-01"}, "La clôture ne peut pas précéder l’ouverture"),
        ({"slug": "2011"}, "existe déjà"),
        ({"opens_on": "2090-01-01", "deadline_on": "2090-03-01", "base": ""}, None),
        ({"opens_on": "9999-01-01"}, "Vérifiez l’année"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(campaign, regain, typed, sentence):
    given = {"base": "2011", "slug": "2012", "title": "Un titre à garder", "opens_on": "2012-09-12"}
    answer = regain.post(url("campaign_create", "2011"), {**given, "deadline_on": "2012-12-15", **typed})
    if sentence is None:
        assert answer.status_code == 302
        return
    assert answer.status_code == 422 and "Un titre à garder" in answer.content.decode()
    assert sentence in text_of(answer)


# Prepared


def test_each_step_leads_to_the_next_and_writes_its_own_answers(draft, regain):
    answer = regain.post(
        step("identite"), hidden_of(regain.get(step("identite"))) | sent(draft, "identite", title="Un")
    )
    assert answer.url == step("sites")
    typed = sent(draft, "calendrier", sessions_from="2013-04-01")
    assert regain.post(step("calendrier"), hidden_of(regain.get(step("calendrier"))) | typed).url == url("opening")

    draft.refresh_from_db()
    assert (draft.title, draft.sessions_from) == ("Un", datetime.date(2013, 4, 1))
    assert "Étape suivante" in text_of(regain.get(step("sites"))) and "Sites" in text_of(regain.get(step("nombres")))


def sent(draft, key, **changes):
    from ccr.programme.forms import STEP_FIELDS

    return {name: str(getattr(draft, name)) for name in STEP_FIELDS[key]} | changes


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("identite", {"deadline_on": "2012-09-01"}, "Une période ne peut pas finir avant d’avoir commencé"),
        ("identite", {"opens_on": "2040-09-01", "deadline_on": "2040-12-01"}, "Vérifiez l’année"),
        ("calendrier", {"sessions_until": "2012-03-01"}, "Une période ne peut pas finir avant d’avoir commencé"),
        ("nombres", {"session_seats_min": "13"}, "Un minimum ne peut pas dépasser son maximum"),
    ],
)
def test_a_step_refuses_what_does_not_hold_together(draft, regain, key, typed, sentence):
    answer = regain.post(step(key), hidden_of(regain.get(step(key))) | sent(draft, key, **typed))

    assert answer.status_code == 422 and sentence in text_of(answer)


def test_the_list_of_pieces_is_written_put_in_order_and_settled_at_the_opening(draft, regain, sign_in, freeze):
    regain.post(url("piece_add"), {"label": "Composition du bureau", "only_for": "associations"})
    refused = regain.post(url("piece_add"), {"label": "La note de diagnostic", "only_for": "all"})
    assert refused.status_code == 422 and "n’est jamais une pièce" in text_of(refused)
    board = draft.pieces.get(label="Composition du bureau")
    assert (board.slug, board.is_required, board.only_for) == ("composition-du-bureau", False, "associations")
    regain.post(url("piece_move", "2012", board.pk), {"up": "1"})
    regain.post(url("piece_switch", "2012", draft.pieces.get(slug="statutes").pk))
    edit = url("piece_edit", "2012", board.pk)
    typed = {"label": "Composition du bureau et du conseil", "only_for": "associations"}
    regain.post(edit, hidden_of(regain.get(edit)) | typed)

    assert [row.label for row in draft.pieces.filter(is_asked=True)] == [
        "Composition du bureau et du conseil",
        "Comptes du dernier exercice (bilan et compte de résultat)",
    ]
    campaigns.publish_campaign(draft)
    freeze("2012-09-12 00:00")
    regain = sign_in(holders(draft, Role.COORDINATOR)[0])
    assert "ne change plus" in text_of(regain.get(url("piece_add"), follow=True))
    with pytest.raises(DomainError, match="la liste des pièces ne change plus"):
        pieces.move(board, up=True)


def test_the_example_of_a_piece_is_downloaded_beside_it_and_follows_the_next_call(draft, campaign, regain, client):
    asked, first = campaign.pieces.get(slug="accounts"), make.upload("modèle.pdf")
    edit = url("piece_example_edit", "2011", asked.pk)
    assert regain.post(edit, {"file": SimpleUploadedFile("note.exe", b"MZ")}).status_code == 422
    for file in (first, make.upload("trame.pdf")):
        assert regain.post(edit, {"file": file}).status_code == 302  # the list is settled; an example asks nothing more
    assert "trame.pdf" in text_of(regain.get(url("pieces", "2011")))
    address = url("piece_example", "2011", asked.pk)
    cover = client.get(url("candidates:apply", "2011")).content.decode()
    assert address in cover and "trame.pdf" in cover
    assert "trame.pdf" in client.get(address)["Content-Disposition"]
    section = url("candidates:call_preview_section", "2011", "pieces")
    assert address in regain.get(section).content.decode()

    following = campaigns.create_campaign(*whose(campaign), base=campaign, slug="2013", title="Appel 2013")
    assert pieces.with_examples(following.pieces.filter(slug="accounts"))[0].example.name == "trame.pdf"
    hidden = url("piece_example", "2012", draft.pieces.get(slug="accounts").pk)
    assert client.get(hidden).status_code == 404
    regain.post(url("piece_example_retire", "2011", asked.pk))
    assert client.get(address).status_code == 404
    assert asked.examples.count() == 2
    with pytest.raises(IntegrityError, match="piece_example_one_live"), transaction.atomic():
        asked.examples.update(retired_at=None)


# Checked


def states(campaign):
    return {check.title: check.state for check in opening.checks(campaign)}


def test_every_check_says_where_it_stands_and_where_to_mend_it(draft, regain):
    before = states(draft)
    assert {title for title, state in before.items() if state == "missing"} == {
        "Journée d’information",
        "Membres du comité",
        "Instruction",
        "Qui diagnostique",
        "Demandes de diagnostic",
    }
    assert {title for title, state in before.items() if state == "look"} == {"Sites", "Besoin d’aide\u00a0?"}
    page = regain.get(url("opening"))
    assert "Appel 2012 peut être publié ; 7 points restent à regarder" in text_of(page)
    for check in opening.checks(draft):
        assert check.state == "done" or (check.action and regain.get(check.url).status_code == 200), check.title

    CampaignSite.objects.filter(campaign=draft).update(offered_m2=600)
    Campaign.objects.filter(pk=draft.pk).update(help_email="appel@exemple.fr", help_phone="04 91 00 00 00")
    at = datetime.datetime(2012, 10, 18, 10, tzinfo=clock.PARIS)
    Meeting.objects.create(campaign=draft, kind="information", starts_at=at)
    engage_organisation(draft, OrganisationFactory(able=True), Function.DIAGNOSIS)
    for role in (Role.COMMITTEE_PRESIDENT, Role.COMMITTEE_MEMBER, Role.COMMITTEE_MEMBER, Role.INSTRUCTOR):
        make_seat(draft, role)
    make_seat(draft, Role.RAMSESS_COORDINATOR)
    draft = Campaign.objects.get(pk=draft.pk)
    assert set(states(draft).values()) == {"done"}
    assert "Tout est prêt pour publier Appel 2012" in text_of(regain.get(url("opening")))


def test_a_day_moved_to_a_sunday_is_to_look_at(draft):
    draft.meetings.update(starts_at=datetime.datetime(2013, 1, 27, 9, 30, tzinfo=clock.PARIS))
    assert states(draft)["Comité de sélection"] == "look"


def test_what_blocks_keeps_the_call_from_being_published(draft, regain):
    draft.sites.update(stake="")
    draft.meetings.all().delete()
    page = text_of(regain.get(url("opening")))
    assert "Il manque 3 choses pour publier Appel 2012" in page and "Publier l’appel" not in page
    answer = text_of(regain.get(url("campaign_publish"), follow=True))
    assert "Écrivez l’enjeu du site mk2" in answer and "Ajoutez au calendrier la date du comité" in answer
    with pytest.raises(DomainError, match="l’enjeu du site"):
        campaigns.publish_campaign(draft)


def test_an_app_may_refuse_the_opening(draft, monkeypatch):
    from candidates import charter

    monkeypatch.setattr(charter, "CURRENT", charter.Charter(2, "", (), ""))
    with pytest.raises(DomainError, match="La charte à signer est vide"):
        campaigns.publish_campaign(draft)


# Shown


def test_each_section_is_shown_and_nothing_is_written(draft, regain, django_assert_max_num_queries):
    for key in SectionKey:
        address = url("candidates:call_preview_section", "2012", key)
        with django_assert_max_num_queries(24):  # those of the threshold included
            answer = regain.get(address)
        body = answer.content.decode()

        assert answer.status_code == 200 and key.label in text_of(answer)
        assert 'method="post"' not in body.partition("<main")[2].partition("</main>")[0], key
    assert regain.post(address).status_code == 405
    assert not Application.objects.system().exists() and not Draft.objects.system().exists()


def test_the_cover_page_is_shown_as_on_the_day_of_the_opening(draft, regain):
    page = text_of(regain.get(url("candidates:call_preview")))
    assert "Il vous reste 94 jours pour candidater" in page and "Créer mon compte" in page
    assert "vos comptes de 2009 à 2011" in page and "Il se réunit à partir du 31 janvier 2013" in page


def test_a_company_is_asked_other_things_than_an_association(draft, regain):
    pieces.ask(draft, label="Extrait Kbis", only_for="companies")
    address = url("candidates:call_preview_section", "2012", "pieces")
    assert "Extrait Kbis" not in text_of(regain.get(address))
    assert "Extrait Kbis" in text_of(regain.get(address + "?pour=societe"))
    ess = url("candidates:call_preview_section", "2012", "ess")
    assert "de droit" in text_of(regain.get(ess)) and "trois critères" in text_of(regain.get(ess + "?pour=societe"))


# Published


def test_publication_says_who_sees_what_and_the_home_shows_every_call(draft, campaign, regain, client, freeze):
    confirm = text_of(regain.get(url("campaign_publish")))
    assert "Tout le monde, dès maintenant" in confirm and "Le mercredi 12 septembre 2012, à 0 h" in confirm
    done = text_of(regain.post(url("campaign_publish"), follow=True))
    assert "Appel 2012 est publié. Les candidatures ouvrent le 12 septembre 2012." in done

    home = text_of(client.get("/"))
    assert "Il reste 43 jours pour candidater" in home and "Les candidatures ouvrent le 12 septembre 2012" in home
    freeze("2011-11-10 10:00")
    draft.refresh_from_db()
    Campaign.objects.filter(pk=draft.pk).update(opens_on="2011-11-05", deadline_on="2011-11-30")
    home = client.get("/")
    assert "2 appels à candidatures sont ouverts" in text_of(home)
    assert [call["campaign"].slug for call in home.context["calls"]] == ["2012", "2011"]
    assert all(reverse("candidates:apply", args=[slug]) in home.content.decode() for slug in ("2011", "2012"))


# Held


def test_the_pages_of_a_call_ask_as_much_for_ten_rows_as_for_a_hundred(draft):
    person = holders(draft, Role.COORDINATOR)[0]
    visitor = Visitor("coordinator", person, Seat.objects.get(campaign=draft, person=person))
    addresses = (url("pieces"), url("opening"), step("sites"), url("candidates:call_preview"))
    threshold = visitor.ask(url("selection:grid")).queries  # a page of another lane
    asked = []
    for rows in (range(10), range(10, 100)):
        CampaignPiece.objects.bulk_create(CampaignPiece(campaign=draft, slug=f"p{n}", label=f"Pièce {n}") for n in rows)
        sites = Site.objects.bulk_create(Site(name=f"Site {n}") for n in rows)
        CampaignSite.objects.bulk_create(CampaignSite(campaign=draft, site=site, stake="?") for site in sites)
        asked.append({address: visitor.ask(address).queries - threshold for address in addresses})

    assert asked[0] == asked[1] and max(asked[0].values()) <= 20, asked


@pytest.mark.parametrize(
    ("name", "change"),
    [("campaign_site_m2_within", {"offered_m2": 0}), ("campaign_site_m2_within", {"offered_m2": 100_001})],
)
def test_a_surface_has_its_limits(campaign, name, change):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        CampaignSite.objects.update(**change)


def test_a_call_does_not_take_over_from_itself(campaign):
    with pytest.raises(IntegrityError, match="campaign_based_on_another"), transaction.atomic():
        Campaign.objects.update(based_on=campaign)
