"""The strategic development plan: the structure writes it theme by theme, who helps it reads it (A025, A071)."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ccr.programme.roles import Role
from ccr.wall.errors import Conflict, DomainError
from ccr.wall.guard import passing_as
from dla import services
from dla.models import DevelopmentPlan, Enrolment, Journal, NeedsSheet, PlanTheme, Theme
from dla.providers import own_plans
from dla.states import EnrolmentState, SheetState
from tests.dla.pages import html
from tests.factories import candidates
from tests.factories import dla as make
from tests.factories.core import make_seat
from tests.forms import sent_by


@pytest.fixture
def sent(application):
    """The structure, its needs sheet sent: its plan is open."""
    make.submitted(application)
    return application


@pytest.fixture
def write(sent):
    """``write({Theme.OTHER: {"aim": "…"}})``, as the structure."""

    def do(themes, **options):
        return make.act(candidates.representative(sent), services.write_plan, sent, themes, **options)

    return do


def test_a_plan_opens_with_the_sheet_or_with_a_place(application, officer, campaign, president):
    with pytest.raises(DomainError, match="s’ouvre quand"):
        make.planning(application)
    make.submitted(application)
    assert make.planning(application).under_way == 1

    placed = make.enrolled(make.planned(campaign, officer), officer, president, associations=1)[0].application
    # As if it had come with its note: no sheet was ever sent.
    NeedsSheet.rows.filter(application=placed).update(state=SheetState.DRAFT, submitted_at=None, validated_at=None)
    assert make.planning(placed).under_way == 1


def test_another_structure_writes_nothing(sent, campaign, president):
    other = candidates.representative(make.selected(campaign, president))
    with pytest.raises(DomainError, match="Seules les personnes de la structure"):
        make.act(other, services.write_plan, sent, {Theme.OTHER: {"aim": "x"}})
    assert not DevelopmentPlan.objects.system().exists()


def test_the_plan_counts_its_themes_and_says_who_wrote_last(write, sent, freeze):
    write({Theme.ECONOMIC: {"aim": "Vendre sur place.", "progress": "under_way"}, Theme.OTHER: {"progress": "aside"}})
    freeze("2011-12-01 10:00")
    plan = write({Theme.ECONOMIC: {"progress": "reached"}, Theme.MARKETING: {"progress": "under_way"}})

    assert plan.situation.replace("\xa0", " ") == "1 thème atteint sur 4, 1 en cours"
    economic, other = (PlanTheme.objects.system().get(theme=theme) for theme in (Theme.ECONOMIC, Theme.OTHER))
    assert economic.aim == "Vendre sur place."
    assert economic.changed_by == candidates.representative(sent)
    assert economic.changed_at > other.changed_at
    with passing_as(economic.changed_by):
        assert "Vendre sur place." not in str(own_plans(economic.changed_by))  # the structure's words, not hers
    verbs = list(Journal.objects.system().filter(about_id=plan.pk).order_by("at").values_list("verb", flat=True))
    assert sorted(verbs) == ["plan_begun", "plan_moved", "plan_moved", "plan_moved", "plan_moved"]


def test_two_colleagues_on_one_theme_read_each_other(write):
    write({Theme.OTHER: {"aim": "Une."}})
    with pytest.raises(Conflict):
        write({Theme.OTHER: {"aim": "Deux."}}, seen={"other_aim": [""]})
    assert PlanTheme.objects.system().get().aim == "Une."


@pytest.mark.parametrize(
    ("name", "rows", "wrong"),
    [
        ("development_plan_five_themes", DevelopmentPlan, {"reached": 4, "aside": 2}),
        ("development_plan_changed_after_begun", DevelopmentPlan, {"changed_at": "2001-01-01T00:00:00+00:00"}),
        ("plan_theme_once", PlanTheme, {"theme": Theme.OTHER}),
    ],
)
def test_the_database_keeps_it(write, name, rows, wrong):
    write({Theme.ECONOMIC: {"aim": "x"}, Theme.OTHER: {"aim": "y"}})
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        rows.objects.system().update(**wrong)


# Pages


def test_a_structure_is_told_then_writes_without_javascript(structure, application, url):
    address = url("my_plan", application.pk)
    assert "Bientôt ici : votre plan stratégique" in html(structure.get(address))
    make.submitted(application)
    assert address in html(structure.get(url("my_sheet", application.pk)))
    page = structure.get(address)
    text = html(page)
    assert "Notre besoin : Modèle économique" in text
    assert "Jamais par les diagnostiqueurs, les financeurs solidaires, l’instruction ni le comité." in text

    typed = {"economic_aim": "Vendre sur place.", "economic_progress": "under_way"}
    text = html(structure.post(address, sent_by(page) | typed, follow=True))

    assert "0 thème atteint sur 5, 1 en cours" in text
    assert "Mis à jour le 22 nov. 2011" in text
    assert PlanTheme.objects.system().count() == 1


def test_a_structure_in_a_session_is_asked_to_begin(session, officer, president, sign_in, url):
    placed = make.enrolled(session, officer, president, associations=1)[0].application
    client = sign_in(candidates.representative(placed).person)
    asked = "Commencer votre plan stratégique de développement"
    assert asked in html(client.get("/2011/"))
    assert "Commencer mon plan" in html(client.get(url("my_session")))

    make.planning(placed)

    assert asked not in html(client.get("/2011/"))
    for address in (url("my_session"), "/2011/candidature/parcours/"):
        assert "0 thème atteint sur 5, 1 en cours" in html(client.get(address))


def test_the_plan_saves_itself_field_by_field(structure, sent, url):
    field = {"field": "hr_aim", "hr_aim": "Un second salarié."}
    answer = structure.post(url("autosave_plan", sent.pk), field)
    assert "Enregistré" in html(answer)
    assert PlanTheme.objects.system().get().aim == "Un second salarié."
    assert (
        structure.post(url("autosave_plan", sent.pk), {"field": "hr_progress", "hr_progress": "x"}).status_code == 422
    )


def test_a_text_as_long_as_the_page_allows_is_saved_whole(structure, sent, url):
    page = structure.get(url("my_plan", sent.pk))
    typed = {**sent_by(page), "hr_aim": "\r\n".join(["x" * 19] * 100)}  # 1 999 signs on the page
    assert structure.post(url("my_plan", sent.pk), typed).status_code == 302
    assert PlanTheme.objects.system().get().aim.count("\n") == 99


def test_words_typed_in_a_plan_that_is_not_open_are_shown_to_be_copied(structure, application, url):
    answer = structure.post(url("my_plan", application.pk), {"hr_aim": "Un second salarié."})
    assert answer.status_code == 422
    assert "Un second salarié." in html(answer)


def test_who_reads_a_plan(campaign, officer, president, consultant, coordinator, sign_in, url):
    session = make.planned(campaign, officer, consultant=consultant)
    here = make.enrolled(session, officer, president, associations=1)[0].application
    there = make.selected(campaign, president)
    make.submitted(there)
    plans = [make.planning(application, aim=f"Vendre à {n}.") for n, application in enumerate((here, there))]
    addresses = [url("development_plan", plan.pk) for plan in plans]

    desk = sign_in(officer.person)
    for number, address in enumerate(addresses):
        assert address in html(desk.get(url("sheets")))
        page = html(desk.get(address))
        assert f"Vendre à {number}." in page
        assert "Enjeu : apprendre à gérer des flux importants" in page
        assert "Notre réponse pour" not in page
    at_work = sign_in(consultant.person)
    assert addresses[0] in html(at_work.get(url("session", session.pk)))
    assert "Vendre à 0." in html(at_work.get(addresses[0]))
    assert at_work.get(addresses[1]).status_code == 404
    coordination = sign_in(coordinator.person)
    text = html(coordination.get(url("session", session.pk)))
    assert "0 atteint sur 5, 1 en cours" in text
    assert addresses[0] not in text
    for seat in (coordinator, make_seat(campaign, Role.FUND_OFFICER), president):
        assert sign_in(seat.person).get(addresses[0]).status_code == 404


def test_the_plan_of_who_waits_is_found_on_the_session(campaign, officer, president, session, sign_in, url):
    enrolment = make.enrolled(session, officer, president, associations=1)[0]
    Enrolment.rows.filter(pk=enrolment.pk).update(state=EnrolmentState.WAITING, position=1, enrolled_at=None)
    plan = make.planning(enrolment.application)

    page = html(sign_in(officer.person).get(url("session", session.pk)))

    assert url("development_plan", plan.pk) in page


def test_a_plan_with_nothing_written_says_so(structure, sent, url):
    page = structure.get(url("my_plan", sent.pk))
    text = html(structure.post(url("my_plan", sent.pk), sent_by(page), follow=True))
    assert "Rien n’a été écrit" in text
    assert "Le plan est enregistré" not in text


def test_a_plan_with_no_theme_to_work_on_is_done(write):
    plan = write({theme: {"progress": "aside"} for theme in Theme})
    assert (plan.situation, plan.is_reached) == ("aucun thème à travailler", True)


def test_a_plan_asks_as_many_queries_full_as_begun(structure, sent, officer, write, sign_in, url):
    plan = write({Theme.ECONOMIC: {"aim": "x"}})
    desk = sign_in(officer.person)

    def queries():
        found = []
        for client, address in (
            (structure, url("my_plan", sent.pk)),
            (desk, url("development_plan", plan.pk)),
        ):
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            found.append(len(captured))
        return found

    begun = queries()
    write({theme: {"aim": "y", "progress": "reached"} for theme in Theme})
    assert queries() == begun
    assert max(begun) <= 20
