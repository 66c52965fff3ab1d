"""The coordination's table, its filters and exports, a structure's page; figures and reminders."""

import csv
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from candidates import providers, services
from candidates.models import DraftPiece, Mail
from candidates.states import OutcomeValue
from ccr import clock
from ccr.directory.models import Organisation
from ccr.notifications import reminders
from ccr.programme import figures
from ccr.programme.models import Figure
from ccr.programme.roles import Role
from ccr.wall.guard import passing
from ccr.wall.sides import Lane, Side
from tests.candidates.reading import plain, text_of
from tests.factories import candidates as make
from tests.factories.core import OrganisationFactory, make_campaign, make_seat

TABLE = reverse("candidates:structures", args=["2011"])
THRESHOLD = 5
"""What it takes to know who asks, and from which seat."""


@pytest.fixture
def browser(office):
    return office


def names(answer) -> list[str]:
    return [line["application"].organisation.name for line in answer.context["lines"]]


def test_the_table_shows_every_structure_with_both_lanes(browser, three):
    answer = browser.get(TABLE)
    text = text_of(answer)

    assert "3 structures, 1 candidature déposée" in text
    assert names(answer) == ["Atelier Recyclé", "Bio Panisse", "Couture Commune"]
    assert "Diagnostic dit oui 22 nov." in text
    assert "Dossier dit oui 22 nov." in text


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({"q": "panisse"}, ["Bio Panisse"]),
        ({"q": "CCR-2011-0001"}, ["Atelier Recyclé"]),
        ({"forme": "association"}, ["Atelier Recyclé"]),
        ({"forme": "societe"}, ["Bio Panisse", "Couture Commune"]),
        ({"candidature": "begun"}, ["Bio Panisse"]),
        ({"candidature": "withdrawn"}, ["Couture Commune"]),
        ({"decision": "pending"}, ["Atelier Recyclé", "Bio Panisse", "Couture Commune"]),
        ({"decision": "retained"}, []),
        ({"diag": "a"}, ["Atelier Recyclé"]),
        ({"diag": "a", "candidature": "begun"}, []),
        ({"candidature": "nonsense"}, ["Atelier Recyclé", "Bio Panisse", "Couture Commune"]),
    ],
)
def test_filters_narrow_the_table(browser, three, query, kept):
    assert names(browser.get(TABLE, query)) == kept


def test_it_sorts_by_deposit(browser, campaign, freeze):
    late = make.ready(campaign, OrganisationFactory(name="Zeste"))
    first = make.deposited(campaign, OrganisationFactory(name="Midi"))
    make.begin(campaign, OrganisationFactory(name="Aube"))
    freeze("2011-11-22 15:00")
    services.deposit(late, by=make.representative(late))

    assert names(browser.get(TABLE, {"tri": "depot"})) == ["Zeste", first.organisation.name, "Aube"]
    assert names(browser.get(TABLE, {"tri": "depot-ancien"})) == ["Midi", "Zeste", "Aube"]


def test_another_campaign_is_another_table(browser, campaign):
    make.begin(make_campaign("2012"), OrganisationFactory(name="Ailleurs"))

    assert "Aucune structure n’a encore commencé" in text_of(browser.get(TABLE))


def test_a_second_page_costs_the_same_few_queries(
    campaign, coordinator, browser, columns, django_assert_max_num_queries, django_assert_num_queries
):
    columns(*((f"c{n}", f"Colonne {n}", Lane.SUPPORT) for n in range(6)))
    for _ in range(10):
        make.begin(campaign)
    with django_assert_max_num_queries(THRESHOLD + 12) as ten:
        browser.get(TABLE)
    for _ in range(45):
        make.begin(campaign)

    with django_assert_num_queries(len(ten)):
        answer = browser.get(TABLE)

    assert len(answer.context["lines"]) == 50
    assert "55 structures, 0 candidature déposée" in text_of(answer)
    assert len(names(browser.get(TABLE, {"page": 2}))) == 5
    for wrong, number in (("9", 2), ("0", 1), ("deux", 1), ("-1", 1), ("²", 1)):
        assert browser.get(TABLE, {"page": wrong}).context["page"].number == number


def test_the_real_columns_of_every_room_stay_within_the_queries(
    campaign, browser, django_assert_max_num_queries, deposited
):
    with django_assert_max_num_queries(THRESHOLD + 12):
        browser.get(TABLE)
    with django_assert_max_num_queries(THRESHOLD + 20):
        structure(browser, deposited)


@pytest.mark.parametrize("role", [Role.REPRESENTATIVE, Role.INSTRUCTOR, Role.DLA_OFFICER, Role.PILOT])
def test_only_the_coordination_opens_the_table(campaign, deposited, sign_in, role):
    browser = sign_in(make_seat(campaign, role).person)

    for name, args in (
        ("structures", []),
        ("export", ["support"]),
        ("structure", [deposited.pk]),
        ("structure_version", [deposited.pk, 1]),
        ("structure_version_piece", [deposited.pk, 1, "statutes"]),
    ):
        assert browser.get(reverse(f"candidates:{name}", args=["2011", *args])).status_code == 404


# Exports


def export(browser, lane, **query):
    answer = browser.get(reverse("candidates:export", args=["2011", lane]), query)
    assert answer.status_code == 200
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_each_side_has_its_own_file(browser, three):
    candidate, support, instruction = (export(browser, lane) for lane in ("candidate", "support", "instruction"))

    assert [row["Candidature"] for row in candidate] == ["déposée", "en cours de saisie", "retirée"]
    assert candidate[0]["Numéro de dépôt"] == "CCR-2011-0001"
    assert candidate[0]["Association"] == "oui"
    assert "Diagnostic" not in candidate[0]
    assert "Dossier" not in candidate[0]
    assert support[0]["Diagnostic"] == "Diagnostic dit oui"
    assert not {"Dossier", "Candidature", "Décision"} & support[0].keys()
    assert instruction[0]["Dossier\u00a0: date"] == "22/11/2011"
    assert not {"Diagnostic", "Candidature"} & instruction[0].keys()


def test_exports_follow_the_filters_and_come_as_xlsx_too(browser, three):
    assert [row["Structure"] for row in export(browser, "candidate", forme="association")] == ["Atelier Recyclé"]
    answer = browser.get(reverse("candidates:export", args=["2011", "candidate"]), {"format": "xlsx"})
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet.max_row == 4


def test_the_rows_of_a_file_do_not_tell_of_the_other_side(browser, three):
    """Filtered by « Diagnostic », the instruction's file would list who asked for one, without a word."""
    everybody = ["Atelier Recyclé", "Bio Panisse", "Couture Commune"]
    filtered = {"diag": "a", "file": "a", "candidature": ""}

    assert [row["Structure"] for row in export(browser, "instruction", diag="a")] == everybody
    assert [row["Structure"] for row in export(browser, "support", file="a")] == everybody
    assert [row["Structure"] for row in export(browser, "candidate", **filtered)] == everybody
    assert [row["Structure"] for row in export(browser, "support", **filtered)] == ["Atelier Recyclé"]
    links = {one["label"]: one["links"][0][1] for one in browser.get(TABLE, filtered).context["exports"]}
    assert "file=" not in links["Export appui"]
    assert "diag=a" in links["Export appui"]
    assert "diag=" not in links["Export instruction"] + links["Export candidature"]


@pytest.mark.parametrize("lane", ["pilot", "coordination", "nonsense"])
def test_no_other_side_has_a_file(browser, campaign, lane):
    assert browser.get(reverse("candidates:export", args=["2011", lane])).status_code == 404


# A structure's page


def structure(browser, application, name="structure", *args):
    return browser.get(reverse(f"candidates:{name}", args=["2011", application.pk, *args]))


def test_the_coordination_reads_draft_versions_people_and_journal(
    browser, deposited, coordinator, django_assert_max_num_queries
):
    make.add_contributor(deposited)
    make.fill(deposited, pieces=False, sign=False, project="Un atelier.")
    with django_assert_max_num_queries(THRESHOLD + 20):
        text = text_of(structure(browser, deposited))

    assert deposited.organisation.name in text
    assert "Un atelier." in text
    assert "Version 1" in text
    assert make.representative(deposited).person.email in text
    assert "contributeur de la structure candidate" in text
    assert "Candidature déposée" in text
    assert "Charte signée" in text
    assert "Tenir un comptoir de vrac" in text_of(structure(browser, deposited, "structure_version", 1))


def test_the_coordination_downloads_the_pieces(browser, deposited):
    deposited_piece = structure(browser, deposited, "structure_version_piece", 1, "statutes")
    piece = DraftPiece.objects.system().filter(draft__application=deposited).first()
    draft_piece = structure(browser, deposited, "structure_draft_piece", piece.pk)

    assert deposited_piece["Content-Disposition"] == 'attachment; filename="statuts.pdf"'
    assert draft_piece.status_code == 200


def test_the_coordination_never_reads_the_letter(campaign, browser):
    application = make.decided(campaign, OutcomeValue.CONDITIONAL, motive="Mot secret.", conditions="Autre secret.")
    text = text_of(structure(browser, application))

    assert "retenue sous condition" in text
    assert "secret" not in text


def test_a_structure_of_another_campaign_is_not_found(browser, campaign):
    other = make.begin(make_campaign("2012"))

    assert structure(browser, other).status_code == 404


# Figures and reminders


def test_the_monthly_figures_count_and_protect_the_small_ones(campaign):
    for _ in range(6):
        make.deposited(campaign)
    for _ in range(4):
        make.deposited(campaign, OrganisationFactory(company=True))
    for _ in range(3):
        make.begin(campaign)
    figures.count(campaign)

    counted = dict(Figure.objects.system().filter(key__startswith="candidates.").values_list("key", "value"))

    assert counted == {
        "candidates.begun": 13,
        "candidates.deposited": 10,
        "candidates.withdrawn": 0,
        "candidates.typed": 3,
        "candidates.associations": 6,
        "candidates.others": 4,
    }


def test_a_figure_under_three_is_not_written(campaign):
    for _ in range(4):
        make.deposited(campaign)
    make.deposited(campaign, OrganisationFactory(company=True))
    figures.count(campaign)

    keys = set(Figure.objects.system().values_list("key", flat=True))

    assert not {"candidates.associations", "candidates.others"} & keys


def occurrences(kind="candidates.deadline") -> list[str]:
    reminders.run()
    return sorted(Mail.objects.system().filter(kind=kind).values_list("occurrence", flat=True))


def test_reminders_come_thirty_seven_and_two_days_before(db, freeze, commits, mailoutbox):
    freeze("2011-10-01 10:00")
    campaign = make_campaign()
    make.begin(campaign)
    make.deposited(campaign)
    assert occurrences() == []
    freeze("2011-11-15 09:00")
    assert occurrences() == ["J-30 20111215"]
    freeze("2011-12-08 08:59")
    assert occurrences() == ["J-30 20111215"]
    freeze("2011-12-10 10:00")  # nobody looked on the 8th
    assert occurrences() == ["J-30 20111215", "J-7 20111215"]
    freeze("2011-12-13 09:00")
    with commits():
        assert occurrences() == ["J-2 20111215", "J-30 20111215", "J-7 20111215"]
    freeze("2011-12-16 00:00")
    assert occurrences() == ["J-2 20111215", "J-30 20111215", "J-7 20111215"]

    assert mailoutbox[-1].subject == "Votre candidature n’est pas encore déposée"
    assert "jeudi 15 décembre 2011 à 23 h 59" in plain(mailoutbox[-1].body)
    assert "il reste : la structure" in plain(mailoutbox[-1].body)


def test_an_application_begun_since_is_not_reminded_at_once(db, freeze):
    freeze("2011-12-10 10:00")
    make.begin(make_campaign())

    assert occurrences() == []


def test_a_reminder_whose_application_was_deposited_meanwhile_is_void(db, freeze, commits, mailoutbox):
    freeze("2011-10-01 10:00")
    application = make.ready(make_campaign())
    freeze("2011-12-14 10:00")
    reminders.run()
    with commits():
        services.deposit(application, by=make.representative(application))
    mail = Mail.objects.system().filter(kind="candidates.deadline").first()

    with passing({Side.MACHINE}):
        assert mail.compose() is None


def test_changes_not_deposited_are_reminded_in_their_own_words(db, freeze, commits, mailoutbox):
    freeze("2011-10-01 10:00")
    campaign = make_campaign()
    changed, back, quiet = (make.deposited(campaign) for _ in range(3))
    freeze("2011-10-02 10:00")
    for application, project in ((changed, "Un atelier."), (back, "Un atelier."), (back, None)):
        project = project or make.current_version(application).project
        make.fill(application, pieces=False, sign=False, project=project)
    assert occurrences("candidates.changes") == []
    freeze("2011-11-15 09:00")
    with commits():
        assert occurrences("candidates.changes") == ["J-30 20111215"]

    assert mailoutbox[-1].to == [make.representative(changed).person.email]
    assert mailoutbox[-1].subject == "Vos modifications ne sont pas déposées"
    body = plain(mailoutbox[-1].body)
    assert "est déposée ; vos modifications du 2 octobre 2011 ne le sont pas." in body
    assert "Ce qui a changé : Le projet." in body
    assert "/deposer/" in body

    freeze("2011-12-09 10:00")  # a record is corrected; what is typed now, the page has just said
    Organisation.objects.filter(pk=quiet.organisation_id).update(city="Aubagne")
    make.fill(changed, pieces=False, sign=False, project="Deux ateliers.")
    assert occurrences("candidates.changes") == ["J-30 20111215", "J-7 20111215"]
    freeze("2011-12-13 09:00")
    services.deposit(changed, by=make.representative(changed))
    assert occurrences("candidates.changes") == ["J-2 20111215", "J-30 20111215", "J-7 20111215"]


def test_the_reminder_of_changes_asks_as_much_for_three_as_for_one(campaign, freeze, django_assert_num_queries):
    for day, number in (("2011-11-23", 1), ("2011-11-24", 2)):
        applications = [make.deposited(campaign) for _ in range(number)]
        freeze(f"{day} 10:00")
        for application in applications:
            make.fill(application, pieces=False, sign=False, project="Un atelier.")
        with passing({Side.CANDIDATE}), django_assert_num_queries(6):
            assert list(providers.undeposited_changes(clock.now())) == []  # they have just read it on their page


def test_home_of_the_coordination_shows_how_many_deposited(three, coordinator):
    (figure,) = providers.application.coordination_figures(coordinator)

    assert (figure.value, figure.maximum, plain(figure.sentence)) == (1, 3, "parmi celles qui ont commencé")
