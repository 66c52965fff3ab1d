"""The pages, as people click through them: the way in, the application, its deposit, « Mon parcours »."""

import pytest
from django.urls import reverse

from candidates import contents, outcomes, services
from candidates.models import Application, Draft, DraftPiece, Version
from candidates.states import ApplicationState, OutcomeValue
from ccr import registry
from ccr.programme import events
from ccr.programme.models import Axis, Event, EventKind
from ccr.programme.roles import Role
from ccr.wall.guard import passing_as
from tests.candidates.reading import plain, text_of
from tests.factories import candidates as make
from tests.factories.core import OrganisationFactory, PersonFactory, make_campaign, make_seat


def page(name, application, *args):
    return reverse(f"candidates:{name}", args=[application.campaign.slug, application.pk, *args])


@pytest.fixture
def as_representative(sign_in):
    """``as_representative(application)``: the client of who represents the structure."""
    return lambda application: sign_in(make.representative(application).person)


# The way in


def test_a_visitor_reads_what_applying_is_and_goes_on_to_sign_up(client, campaign):
    text = text_of(answer := client.get(reverse("candidates:apply", args=["2011"])))

    assert "Il vous reste 23 jours pour candidater" in text
    assert "clôture le jeudi 15 décembre 2011 à 23 h 59" in text
    assert "Statuts à jour, signés" in text
    onward = f"next={reverse('directory:choose', args=['2011'])}".replace("/", "%2F")
    assert f"{reverse('account_signup')}?{onward}" in answer.content.decode()


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        ("2011-09-01 10:00", "Les candidatures ouvrent le 12 septembre 2011"),
        ("2011-12-15 23:59:59", "Dernier jour pour candidater"),
        ("2011-12-16 00:00", "L’appel est clos depuis le jeudi 15 décembre 2011 à 23 h 59"),
    ],
)
def test_the_way_in_says_when_it_is_shut(client, campaign, freeze, moment, sentence):
    freeze(moment)
    text = text_of(client.get(reverse("candidates:apply", args=["2011"])))

    assert sentence in text
    assert ("Créer mon compte" in text) == ("Dernier" in sentence)


def test_a_draft_campaign_shows_nothing_to_visitors(client, db, freeze):
    freeze(make.OPEN_DAY)
    make_campaign(published=False)

    assert client.get(reverse("candidates:apply", args=["2011"])).status_code == 404


def test_a_newcomer_begins_behind_the_guard_and_lands_on_the_application(campaign, sign_in, commits):
    person, organisation = make.make_member()
    browser = sign_in(person)
    url = reverse("candidates:begin", args=["2011", organisation.pk])
    assert f"Commencer la candidature de {organisation.name}" in text_of(browser.get(url))

    with commits():
        answer = browser.post(url, follow=True)

    application = Application.objects.system().get(organisation=organisation)
    assert answer.redirect_chain[-1][0] == page("application", application)
    assert "Il vous reste 23 jours pour déposer votre candidature" in text_of(answer)
    assert make.representative(application).person == person


def test_a_second_click_gives_the_same_application(campaign, sign_in):
    person, organisation = make.make_member()
    url = reverse("candidates:begin", args=["2011", organisation.pk])
    first, second = (sign_in(person).post(url) for _ in range(2))

    assert first.url == second.url
    assert Application.objects.system().count() == 1


def test_a_colleague_joins_as_contributor_and_sees_who_deposits(campaign, application, sign_in):
    person, _ = make.make_member(application.organisation)
    browser = sign_in(person)
    url = reverse("candidates:begin", args=["2011", application.organisation_id])
    assert "Rejoindre la candidature" in text_of(browser.get(url))

    text = text_of(browser.post(url, follow=True))

    assert f"Seul le représentant de {application.organisation.name} dépose la candidature." in text


def test_who_does_not_belong_to_the_structure_is_refused_with_a_sentence(campaign, sign_in):
    organisation = OrganisationFactory()
    answer = sign_in(PersonFactory()).post(reverse("candidates:begin", args=["2011", organisation.pk]), follow=True)

    assert f"Vous n’appartenez pas à {organisation.name}." in text_of(answer)
    assert not Application.objects.system().exists()


def test_nobody_begins_after_the_deadline_but_a_colleague_still_joins(campaign, application, freeze, sign_in):
    freeze("2011-12-16 00:00")
    late, organisation = make.make_member()
    colleague, _ = make.make_member(application.organisation)

    refused = sign_in(late).post(reverse("candidates:begin", args=["2011", organisation.pk]), follow=True)
    joined = sign_in(colleague).post(reverse("candidates:begin", args=["2011", application.organisation_id]))

    assert "L’appel est clos" in text_of(refused)
    assert joined.url == page("application", application)


def test_an_instructing_organisation_does_not_apply(campaign, sign_in):
    instructor = make_seat(campaign, Role.INSTRUCTOR)
    organisation = instructor.active_mandates[0].organisation
    person, _ = make.make_member(organisation)
    answer = sign_in(person).post(reverse("candidates:begin", args=["2011", organisation.pk]), follow=True)

    assert "incompatible avec" in text_of(answer)
    assert not Application.objects.system().exists()


def test_who_sits_elsewhere_is_told_and_cannot_begin(campaign, sign_in):
    seat = make_seat(campaign, Role.PILOT)
    browser = sign_in(seat.person)

    assert "une personne ne tient qu’un couloir par appel" in text_of(
        browser.get(reverse("candidates:apply", args=["2011"]))
    )
    url = reverse("candidates:begin", args=["2011", seat.active_mandates[0].organisation_id])
    assert browser.post(url).status_code == 404


def test_a_draft_is_offered_before_a_new_application(campaign, application, as_representative):
    text = text_of(as_representative(application).get(reverse("candidates:apply", args=["2011"])))

    assert "Reprenez votre candidature" in text
    assert "0 rubrique sur 8 complète, il reste : votre activité" in text


# The page that saves itself


def test_a_field_saves_itself_and_says_when(application, as_representative):
    answer = as_representative(application).post(
        page("autosave", application), {"field": "project", "project": "Un comptoir.\r\nEt un atelier."}
    )

    assert (answer.status_code, answer["X-Autosave"]) == (200, "saved")
    assert text_of(answer) == "Enregistré à 10 h"
    draft = Draft.objects.system().get(application=application)
    assert draft.project == "Un comptoir.\nEt un atelier."
    assert draft.saved_by == make.representative(application).person


def test_a_site_and_its_answer_save_themselves(campaign, application, as_representative):
    browser = as_representative(application)
    mk2 = campaign.sites.get(site__name="mk2")
    chosen, answer = (contents.site_field(mk2.pk, part) for part in ("chosen", "answer"))
    browser.post(page("autosave", application), {"field": answer, answer: "Nous savons faire."})
    assert Draft.objects.system().with_parts().get(application=application).chosen_sites() == []
    browser.post(page("autosave", application), {"field": chosen, chosen: "on"})

    sites = Draft.objects.system().with_parts().get(application=application).chosen_sites()
    assert [(site.campaign_site, site.answer) for site in sites] == [(mk2, "Nous savons faire.")]

    browser.post(page("autosave", application), {"field": chosen})
    assert Draft.objects.system().with_parts().get(application=application).chosen_sites() == []


@pytest.mark.parametrize(("field", "value"), [("employees", "trois"), ("space_m2", "0"), ("activity", "x" * 2001)])
def test_a_value_that_cannot_be_is_refused_beside_its_field(application, as_representative, field, value):
    answer = as_representative(application).post(page("autosave", application), {"field": field, field: value})

    assert (answer.status_code, answer["X-Autosave"]) == (422, "invalid")
    assert text_of(answer)


def test_autosave_is_refused_after_the_deadline(application, as_representative, freeze):
    freeze("2011-12-15 23:59:59")
    browser = as_representative(application)
    assert browser.post(page("autosave", application), {"field": "project", "project": "À temps."}).status_code == 200
    freeze("2011-12-16 00:00:00")
    answer = browser.post(page("autosave", application), {"field": "project", "project": "Trop tard."})

    assert (answer.status_code, answer["X-Autosave"]) == (409, "refused")
    assert Draft.objects.system().get(application=application).project == "À temps."


def whole_page(browser, application) -> dict:
    """Everything the page's form would send, hidden values included, as a browser without JavaScript."""
    form = browser.get(page("application", application)).context["form"]
    data = {}
    for field in form:
        value = field.value()
        if value not in (None, False):
            data[field.html_name] = "on" if value is True else str(value)
            data[field.html_initial_name] = str(value)
    return data


def test_without_javascript_the_whole_page_is_saved(application, as_representative):
    browser = as_representative(application)
    data = {**whole_page(browser, application), "activity": "Épicerie.", "employees": "1 234,5"}

    answer = browser.post(page("application", application), data, follow=True)

    assert "Brouillon enregistré." in text_of(answer)
    draft = Draft.objects.system().get(application=application)
    assert (draft.activity, str(draft.employees)) == ("Épicerie.", "1234.50")


def test_two_people_on_the_page_lose_no_field(application, as_representative, sign_in):
    colleague = sign_in(make.add_contributor(application).person)
    mine = whole_page(browser := as_representative(application), application)
    colleague.post(page("autosave", application), {"field": "reasons", "reasons": "Celles de ma collègue."})

    browser.post(page("application", application), {**mine, "project": "Mon projet."})

    draft = Draft.objects.system().get(application=application)
    assert (draft.project, draft.reasons) == ("Mon projet.", "Celles de ma collègue.")


def test_a_mistake_keeps_what_was_typed_and_saves_the_rest(application, as_representative):
    browser = as_representative(application)
    data = {**whole_page(browser, application), "project": "Mon projet.", "employees": "beaucoup"}

    answer = browser.post(page("application", application), data)

    assert answer.status_code == 422
    assert "beaucoup" in answer.content.decode()
    assert 'href="#id_employees"' in answer.content.decode()
    assert Draft.objects.system().get(application=application).project == "Mon projet."


def test_sending_the_page_after_the_deadline_shows_why_and_keeps_what_was_typed(application, as_representative, freeze):
    data = {**whole_page(as_representative(application), application), "project": "Mon projet, trop tard."}
    freeze("2011-12-16 00:00:01")

    answer = as_representative(application).post(page("application", application), data)

    assert answer.status_code == 422
    assert "Non enregistré : L’appel est clos" in text_of(answer)
    assert "Mon projet, trop tard." in answer.content.decode()


def test_the_check_links_to_every_hole(application, as_representative):
    answer = as_representative(application).get(f"{page('application', application)}?verifier=1")
    html = answer.content.decode()

    for field in ("id_activity", "id_project", "sites", "id_space_kind", "charte", "piece-statutes"):
        assert f'href="#{field}"' in html
        assert f'id="{field}"' in html


def test_after_the_deadline_the_draft_is_read_not_typed(application, freeze, as_representative):
    freeze("2011-12-16 00:00")
    text = text_of(answer := as_representative(application).get(page("application", application)))

    assert "Votre candidature n’a pas été déposée" in text
    assert "<textarea" not in answer.content.decode()


def test_the_audience_sentence_tells_what_the_plates_say(application, as_representative):
    text = text_of(as_representative(application).get(page("application", application)))

    assert (
        "Lu par votre structure et la coordination Regain. Une fois déposé, lu aussi par l’instruction et le comité. "
        "Jamais par l’appui : diagnostic, DLA, financeurs."
    ) in text


# Charter and pieces


def test_the_representative_signs_and_the_contributor_cannot(application, as_representative, sign_in):
    colleague = make.add_contributor(application)
    refused = sign_in(colleague.person).post(page("sign", application), follow=True)
    assert "Seul le représentant" in text_of(refused)

    text = text_of(as_representative(application).post(page("sign", application), follow=True))

    draft = Draft.objects.system().get(application=application)
    assert draft.charter_version == 1
    assert draft.charter_signed_by == make.representative(application).person.full_name
    assert "La charte est signée au nom de votre structure." in text


def test_a_piece_is_joined_replaced_downloaded_and_taken_out(application, as_representative):
    browser = as_representative(application)
    url = page("piece_add", application, "statutes")
    assert "statuts.pdf est joint" in text_of(browser.post(url, {"file": make.upload()}, follow=True))
    browser.post(url, {"file": make.upload("statuts-2.pdf", "Deux")})
    live = DraftPiece.objects.system().get(retired_at__isnull=True)
    assert live.name == "statuts-2.pdf"

    download = browser.get(page("draft_piece", application, live.pk))
    assert download["Content-Disposition"] == 'attachment; filename="statuts-2.pdf"'
    assert b"".join(download.streaming_content).startswith(b"%PDF-")

    retire = page("piece_retire", application, "statutes")
    assert "Retirer cette pièce du brouillon" in text_of(browser.get(retire))
    browser.post(retire)
    assert not DraftPiece.objects.system().filter(retired_at__isnull=True).exists()
    assert DraftPiece.objects.system().count() == 2, "nothing is erased"


def test_a_file_that_is_none_of_ours_is_refused_with_a_sentence(application, as_representative):
    bad = make.SimpleUploadedFile("statuts.pdf", b"MZ not a pdf", content_type="application/pdf")
    text = text_of(
        as_representative(application).post(page("piece_add", application, "statutes"), {"file": bad}, follow=True)
    )

    assert "Statuts à jour, signés : Ce type de fichier n’est pas accepté." in text
    assert not DraftPiece.objects.system().exists()


def test_no_file_at_all_is_said(application, as_representative):
    text = text_of(as_representative(application).post(page("piece_add", application, "statutes"), follow=True))

    assert "Choisissez un fichier avant de l’envoyer." in text


def test_one_of_our_own_notes_is_refused_as_a_piece(application, as_representative, monkeypatch):
    file = make.upload("note.pdf", "Note")
    digest = make.services.documents.check_upload(file).sha256
    monkeypatch.setitem(registry._providers, ("refused_uploads", "candidate"), [lambda seat: [digest]])

    text = text_of(
        as_representative(application).post(page("piece_add", application, "statutes"), {"file": file}, follow=True)
    )

    assert "ne peut pas être jointe à la candidature" in text


def test_there_is_no_slot_for_another_piece(application, as_representative):
    answer = as_representative(application).post(page("piece_add", application, "diagnostic"), {"file": make.upload()})

    assert answer.status_code == 404


# Deposit


def test_an_incomplete_application_is_led_back_to_what_it_lacks(application, as_representative):
    answer = as_representative(application).get(page("deposit", application))

    assert answer.url == f"{page('application', application)}?verifier=1"


def test_reading_again_then_depositing(ready, as_representative, commits, mailoutbox):
    browser = as_representative(ready)
    preview = text_of(browser.get(page("deposit", ready)))
    assert "Ce que le comité lira" in preview
    assert "Tenir un comptoir de vrac à la Cité." in preview

    with commits():
        answer = browser.post(page("deposit", ready), follow=True)

    text = text_of(answer)
    assert "Votre candidature est déposée sous le numéro CCR-2011-0001." in text
    assert "Vous pouvez encore la modifier jusqu’au jeudi 15 décembre 2011 à 23 h 59." in text
    assert [mail.subject for mail in mailoutbox] == ["Votre candidature est déposée"]
    body = plain(mailoutbox[0].body)
    assert "Numéro de dépôt : CCR-2011-0001" in body
    assert "Déposée le mardi 22 novembre 2011 à 10 h" in body
    assert make.current_version(ready).sha256 in body
    assert f"http://testserver{page('application', ready)}" in body
    again = text_of(browser.get(page("application", ready)))
    assert "Attestation de dépôt" in again


def test_a_double_click_on_deposit_is_a_sentence_not_an_error(ready, as_representative):
    browser = as_representative(ready)
    browser.post(page("deposit", ready))

    answer = browser.post(page("deposit", ready), follow=True)

    assert "rien n’a changé depuis la version 1" in text_of(answer)
    assert Version.objects.system().count() == 1


def test_changes_are_shown_then_deposited(deposited, as_representative):
    make.fill(deposited, pieces=False, sign=False, project="Un atelier.")
    browser = as_representative(deposited)
    text = text_of(browser.get(page("application", deposited)))
    assert "Vos modifications ne sont pas encore déposées" in text
    assert "Le comité lit toujours la version 1." in text
    assert "Tenir un comptoir de vrac à la Cité. Brouillon Un atelier." in text

    text = text_of(browser.post(page("deposit", deposited), follow=True))

    assert "Vos modifications sont déposées sous le numéro CCR-2011-0001." in text
    assert text_of(browser.get(page("version", deposited, 1))).count("Tenir un comptoir de vrac") == 1
    assert browser.get(page("version", deposited, 3)).status_code == 404


# Withdrawal


def test_withdrawing_asks_first_then_tells_everybody(deposited, as_representative, commits, mailoutbox):
    browser = as_representative(deposited)
    question = text_of(browser.get(page("withdraw", deposited)))
    assert "Retirer la candidature" in question
    assert "Vous pourrez la reprendre jusqu’au jeudi 15 décembre 2011 à 23 h 59." in question

    with commits():
        browser.post(page("withdraw", deposited))

    deposited.refresh_from_db()
    assert deposited.state == ApplicationState.WITHDRAWN
    event = Event.objects.system().get(kind=EventKind.APPLICATION_WITHDRAWN)
    assert (event.organisation_id, event.about_id) == (deposited.organisation_id, deposited.pk)
    assert "Votre candidature est retirée" in [mail.subject for mail in mailoutbox]


def test_what_is_withdrawn_is_taken_up_again_then_deposited_without_a_change(deposited, as_representative):
    browser = as_representative(deposited)
    browser.post(page("withdraw", deposited))
    refused = browser.post(page("autosave", deposited), {"field": "project", "project": "x"})
    assert refused.status_code == 409

    browser.post(page("resume", deposited))
    text = text_of(browser.post(page("deposit", deposited), follow=True))

    deposited.refresh_from_db()
    assert deposited.state == ApplicationState.DEPOSITED
    assert deposited.receipt_number == "CCR-2011-0001"
    assert make.current_version(deposited).number == 2
    assert "sous le numéro CCR-2011-0001" in text


def test_nothing_is_taken_up_again_after_the_deadline(deposited, as_representative, freeze):
    services.withdraw(deposited, by=make.representative(deposited))
    freeze("2011-12-16 00:00")

    text = text_of(as_representative(deposited).post(page("resume", deposited), follow=True))

    assert "L’appel est clos" in text
    deposited.refresh_from_db()
    assert deposited.state == ApplicationState.WITHDRAWN


def test_a_contributor_does_not_withdraw(deposited, sign_in):
    colleague = make.add_contributor(deposited)
    answer = sign_in(colleague.person).post(page("withdraw", deposited), follow=True)

    assert "Seul le représentant" in text_of(answer)
    deposited.refresh_from_db()
    assert deposited.state == ApplicationState.DEPOSITED


def test_nobody_withdraws_after_the_decision(campaign, as_representative):
    application = make.decided(campaign)

    text = text_of(as_representative(application).post(page("withdraw", application), follow=True))

    assert "La décision du comité est publiée : la candidature ne se retire plus ici." in text


# One's own, and nobody else's

PRIVATE = [
    ("application", (), "get"),
    ("autosave", (), "post"),
    ("progress", (), "get"),
    ("sign", (), "post"),
    ("deposit", (), "get"),
    ("deposit", (), "post"),
    ("withdraw", (), "get"),
    ("withdraw", (), "post"),
    ("resume", (), "post"),
    ("decision", (), "get"),
    ("version", (1,), "get"),
    ("version_piece", (1, "statutes"), "get"),
    ("piece_add", ("statutes",), "post"),
    ("piece_retire", ("statutes",), "get"),
    ("piece_retire", ("statutes",), "post"),
]


@pytest.mark.parametrize(("name", "args", "method"), PRIVATE)
def test_another_structure_never_reaches_it(campaign, deposited, sign_in, name, args, method):
    other = make.representative(make.deposited(campaign))
    before = Draft.objects.system().filter(application=deposited).values().get()

    answer = getattr(sign_in(other.person), method)(page(name, deposited, *args))

    assert answer.status_code == 404
    assert Draft.objects.system().filter(application=deposited).values().get() == before


@pytest.mark.parametrize("role", [Role.DLA_OFFICER, Role.DIAGNOSTICIAN, Role.INSTRUCTOR, Role.COORDINATOR, Role.PILOT])
@pytest.mark.parametrize(("name", "args", "method"), PRIVATE)
def test_other_sides_never_reach_it(campaign, deposited, sign_in, role, name, args, method):
    seat = make_seat(campaign, role)

    assert getattr(sign_in(seat.person), method)(page(name, deposited, *args)).status_code == 404


def test_a_file_of_another_structure_is_not_found_through_ones_own_page(campaign, deposited, sign_in):
    mine = make.deposited(campaign)
    theirs = DraftPiece.objects.system().filter(draft__application=deposited).first()
    browser = sign_in(make.representative(mine).person)

    assert browser.get(page("draft_piece", mine, theirs.pk)).status_code == 404
    assert browser.get(page("draft_piece", deposited, theirs.pk)).status_code == 404


def test_the_draft_of_one_is_never_in_the_pages_of_another(campaign, sign_in):
    make.fill(make.begin(campaign), project="Canari jaune vif.")
    other = make.begin(campaign)
    browser = sign_in(make.representative(other).person)

    for url in (
        reverse("candidates:apply", args=["2011"]),
        reverse("candidates:mine", args=["2011"]),
        reverse("candidates:parcours", args=["2011"]),
        page("application", other),
        reverse("ui:home", args=["2011"]),
    ):
        assert "Canari" not in browser.get(url, follow=True).content.decode(), url


def test_who_works_on_two_structures_chooses(campaign, sign_in):
    first = make.begin(campaign)
    person = make.representative(first).person
    _, organisation = make.make_member()
    make.seats.join_organisation(person, organisation)
    browser = sign_in(person)
    browser.post(reverse("candidates:begin", args=["2011", organisation.pk]))

    text = text_of(browser.get(reverse("candidates:mine", args=["2011"])))

    assert "2 candidatures dans cet appel" in text
    assert organisation.name in text


# « Mon parcours », home and the decision


def steps_of(application):
    seat = make.representative(application)
    with passing_as(seat):
        return [(plain(step.title), step.state) for step in registry.ask("parcours", seat)]


def test_the_parcours_follows_the_application(campaign, freeze):
    application = make.ready(campaign)
    assert steps_of(application)[:2] == [("Candidature commencée", "done"), ("Candidature à déposer", "todo")]
    services.deposit(application, by=make.representative(application))
    assert steps_of(application)[1:4] == [
        ("Candidature déposée", "done"),
        ("Comité de sélection", "todo"),
        ("Décision du comité", "todo"),
    ]
    freeze("2012-02-01 09:00")
    outcomes.write_outcome(application, OutcomeValue.RETAINED, by=make_seat(campaign, Role.COMMITTEE_PRESIDENT))
    assert steps_of(application)[2:4] == [("Comité de sélection", "done"), ("Décision publiée : retenue", "done")]


def test_a_missed_deadline_is_late_on_the_parcours(application, freeze):
    freeze("2011-12-16 10:00")

    assert steps_of(application) == [("Candidature commencée", "done"), ("Candidature à déposer", "late")]


def test_the_parcours_page_says_what_comes_next(deposited, as_representative):
    text = text_of(as_representative(deposited).get(reverse("candidates:parcours", args=["2011"])))

    assert "Prochaine étape : comité de sélection, dans 70 jours" in text
    assert "Aujourd’hui" in text


def home_of(application):
    seat = make.representative(application)
    with passing_as(seat):
        tasks = [task for task in registry.ask("home", seat) if "/candidature/" in task.url]
        return registry.ask("headline", seat)[0], tasks


def test_home_says_what_is_missing_and_until_when(application):
    headline, (task,) = home_of(application)

    assert plain(headline) == "Il vous reste 23 jours pour déposer votre candidature"
    assert (task.title, task.action, task.due) == (
        "Terminer la candidature",
        "Continuer à remplir",
        make.day("2011-12-15"),
    )
    assert "il reste" in plain(task.detail)


def test_home_offers_to_deposit_what_is_complete(ready):
    _, (task,) = home_of(ready)

    assert (task.title, task.action) == ("Déposer la candidature", "Relire et déposer")


def test_home_reminds_of_changes_that_are_not_deposited(deposited):
    assert home_of(deposited) == ("Votre candidature est déposée", [])
    make.fill(deposited, pieces=False, sign=False, project="Autre projet.")

    _, (task,) = home_of(deposited)

    assert task.title == "Déposer les modifications"
    assert "Le comité lit toujours la version 1" in task.detail


def test_home_leads_to_the_decision(campaign):
    headline, (task,) = home_of(make.decided(campaign, OutcomeValue.WAITING))

    assert headline == "Votre candidature est sur liste d’attente"
    assert task.action == "Lire la décision"


def publish(campaign, commits, **letter):
    application = make.deposited(campaign)
    president = make_seat(campaign, Role.COMMITTEE_PRESIDENT)
    with commits(), passing_as(president):
        outcomes.write_outcome(application, by=president, **letter)
        events.emit(campaign, EventKind.OUTCOME_PUBLISHED)
    return application


def test_the_decision_is_read_with_its_letter(campaign, freeze, commits, as_representative, mailoutbox):
    application = publish(
        campaign,
        commits,
        value=OutcomeValue.CONDITIONAL,
        motive="Un projet solide.",
        conditions="Un plan de trésorerie.",
        axes=[Axis.objects.get(number=2)],
    )
    text = text_of(as_representative(application).get(page("decision", application)))

    assert "Votre candidature est retenue sous condition" in text
    assert "Un projet solide." in text
    assert "Un plan de trésorerie." in text
    assert "Accompagnement de sécurisation" in text
    assert "Lettre de décision" in text
    mail = mailoutbox[-1]
    assert mail.subject == "La décision du comité est publiée"
    assert "Un projet solide." not in mail.body, "the decision is read on the platform"


def test_there_is_no_decision_page_before_the_publication(deposited, as_representative):
    assert as_representative(deposited).get(page("decision", deposited)).status_code == 404


def test_every_page_costs_few_queries(deposited, as_representative, django_assert_max_num_queries):
    make.fill(deposited, pieces=False, sign=False, project="Autre projet.")
    browser = as_representative(deposited)
    for url in (page("application", deposited), page("deposit", deposited), page("version", deposited, 1)):
        with django_assert_max_num_queries(20):
            assert browser.get(url).status_code == 200
