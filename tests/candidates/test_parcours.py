"""« Mon parcours », the home tasks and the decision's page."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates import outcomes, services
from candidates.states import OutcomeValue
from ccr import registry
from ccr.programme import campaigns, events
from ccr.programme.models import Axis, EventKind
from ccr.programme.roles import Role
from ccr.wall.guard import passing_as
from tests.candidates.reading import page, plain, text_of
from tests.factories import candidates as make
from tests.factories.core import make_seat


def steps_of(application):
    seat = make.representative(application)
    with passing_as(seat):
        return [(plain(step.title), step.state) for step in registry.ask("parcours", seat)]


def test_the_parcours_follows_the_application(campaign, freeze):
    application = make.ready(campaign)
    assert steps_of(application)[:4] == [
        ("Candidature commencée", "done"),
        ("Candidature à déposer", "todo"),
        ("Comité de sélection", "todo"),
        ("Décision du comité", "todo"),
    ]
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

    assert steps_of(application)[:2] == [("Candidature commencée", "done"), ("Candidature à déposer", "late")]
    assert "Comité de sélection" not in dict(steps_of(application))


def test_the_parcours_page_says_what_comes_next(deposited, as_representative):
    text = text_of(as_representative(deposited).get(reverse("candidates:parcours", args=["2011"])))

    assert "Prochaine étape : comité de sélection, dans 70 jours" in text
    assert "Rien n’est attendu de vous pour le moment." in text
    assert text.index("En cours et à venir") < text.index("Décision du comité") < text.index("Terminé")


def test_phases_have_names_and_days_not_numbers(deposited, as_representative, client):
    """« Phase 3 » is the move for some, the committee for others (C24)."""
    page_of_mine = as_representative(deposited).get(reverse("candidates:parcours", args=["2011"]))
    assert [(span.title, span.state) for span in page_of_mine.context["phases"]] == [
        ("Candidature", "current"),
        ("Diagnostic", "current"),
        ("Sélection", "todo"),
        ("Sécurisation", "todo"),
        ("Emménagement", "todo"),
        ("Résidence", "todo"),
    ]

    home = text_of(client.get("/"))

    assert "Sécurisation : sessions DLA" in plain(home)
    assert "phase 1" not in home.lower()


def test_the_parcours_says_what_is_expected_as_home_does(campaign, coordinator, freeze, as_representative):
    """Changes to deposit, a site to replace, a hand-over to answer; a detail stays within twenty queries."""
    application = make.deposited(campaign)
    member, mk2 = make.add_contributor(application).person, campaign.sites.get(site__name="mk2")
    services.ask_hand_over(application, member, by=make.representative(application))
    freeze("2011-11-23 10:00")
    make.fill(application, pieces=False, sign=False, project="Autre projet.")
    campaigns.change_site(mk2, stake=mk2.stake, status="abandoned", reason="Bail refusé.", by=coordinator)
    browser = as_representative(application)
    browser.force_login(member)
    with CaptureQueriesContext(connection) as queries:
        text = text_of(browser.get(reverse("candidates:parcours", args=["2011"])))

    expected = text[text.index("Attendu de vous") : text.index("En cours et à venir")]
    for title in ("Modifications à déposer", "Site mk2 à remplacer", "Représenter la structure : votre réponse"):
        assert title in expected
    assert "Le comité lit toujours la version 1." in expected
    assert len(queries) <= 20


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


def test_home_reminds_of_changes_that_are_not_deposited(deposited, freeze):
    assert home_of(deposited) == ("Votre candidature est déposée", [])
    freeze("2011-11-23 10:00")
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


def test_home_asks_for_the_structures_applications_once_for_candidacy_and_diagnosis(campaign, sign_in):
    """Two rooms speak of them, and a detail stays within twenty queries."""
    application = make.deposited(campaign)
    browser = sign_in(make.representative(application).person)
    browser.get("/2011/")

    with CaptureQueriesContext(connection) as queries:
        browser.get("/2011/")

    assert len(queries) <= 20
