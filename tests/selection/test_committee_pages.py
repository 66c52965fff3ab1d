"""The committee's day on its pages: agenda, attendance, proposals, the one publication."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.states import OutcomeValue
from ccr.programme.models import FirstOpening
from ccr.programme.roles import Role
from selection import services
from selection.models import Attendance, ProposedDecision, Publication
from tests.factories import selection as play
from tests.factories.core import OrganisationFactory, make_seat
from tests.forms import sent_by
from tests.selection.pages import text


def test_nothing_of_the_deliberation_is_told_before_the_declaration(
    campaign, day, file, president, sign_in, meeting_url
):
    play.propose(file, president)
    newcomer = make_seat(campaign, Role.COMMITTEE_MEMBER)
    client = sign_in(newcomer.person)

    page = text(client.get(meeting_url()))
    assert "favorable" not in page
    assert "retenue" not in page
    assert not FirstOpening.objects.system().filter(seat=newcomer).exists()

    play.declare(file, newcomer)
    assert "favorable" in text(client.get(meeting_url()))
    assert FirstOpening.objects.system().filter(seat=newcomer).exists()


def test_who_has_not_declared_is_sent_to_the_declaration_before_proposing(day, file, campaign, sign_in, url):
    client = sign_in(make_seat(campaign, Role.COMMITTEE_PRESIDENT).person)

    assert client.get(url("propose", file.pk)).url == url("declare_link", file.pk)


def test_the_session_is_prepared_from_its_page(campaign, file, president, member, sign_in, meeting_url, freeze):
    freeze(play.COMMITTEE_DAY)
    as_president, as_member = sign_in(president.person), sign_in(member.person)
    assert "prépare la séance" in text(as_member.get(meeting_url()))
    assert as_member.post(meeting_url("prepare")).status_code == 404

    as_president.post(meeting_url("prepare"))

    assert "1 décision à proposer avant de publier" in text(as_president.get(meeting_url()))


def test_the_table_shows_mean_dispersion_and_rank(day, as_member, meeting_url):
    page = text(as_member.get(meeting_url()))

    assert "2 sur 2 71,0 0,0 (71 à 71) 1" in page


def test_a_member_who_has_not_marked_sees_no_mean(campaign, file, day, meeting_url, sign_in):
    late = make_seat(campaign, Role.COMMITTEE_MEMBER)
    play.declare(file, late)

    page = text(sign_in(late.person).get(meeting_url()))

    assert "71,0" not in page
    assert "Les Paniers du Port favorable — — — —" in page


def test_the_instructor_sees_neither_marks_nor_proposals(day, file, president, as_instructor, meeting_url):
    play.propose(file, president, OutcomeValue.REFUSED)

    page = text(as_instructor.get(meeting_url()))

    assert "71,0" not in page
    assert "non retenue" not in page
    assert "Moyenne" not in page


def test_the_whole_day_by_the_president(campaign, day, file, president, member, as_president, meeting_url, url):
    page = as_president.get(meeting_url())
    assert "Il manque une proposition" in text(page)
    assert url("propose", file.pk) in page.content.decode()

    answer = as_president.post(
        url("propose", file.pk), {"value": "conditional", "conditions": "Un plan de trésorerie."}
    )
    assert answer.url == meeting_url()
    assert "Le quorum n’est pas atteint" in text(as_president.get(meeting_url()))
    as_president.post(meeting_url("attendance"), {"members": [str(president.pk), str(member.pk)]})
    assert "Toutes les décisions sont proposées" in text(as_president.get(meeting_url()))

    confirm = text(as_president.get(meeting_url("publish")))
    assert "une seule fois et ne se reprend pas : 1 lettre partira" in confirm
    as_president.post(meeting_url("publish"))

    assert Publication.objects.system().get().letters == 1
    page = text(as_president.get(meeting_url()))
    assert "Les décisions sont publiées" in page
    assert "retenue sous condition" in page.lower()


def test_who_reads_how_many_decisions_leave_has_read_the_deliberation(
    campaign, day, file, president, sign_in, meeting_url
):
    play.propose(file, president)
    play.attend(day, president)
    other = make_seat(campaign, Role.COMMITTEE_PRESIDENT)
    opened = FirstOpening.objects.system().filter(seat=other)

    assert "Publier les décisions" in text(sign_in(other.person).get(meeting_url("publish")))

    assert opened.exists()


def test_a_second_publication_is_told_not_crashed(day, file, president, as_president, meeting_url):
    play.propose(file, president)
    play.attend(day, president)
    as_president.post(meeting_url("publish"))

    page = as_president.post(meeting_url("publish"), follow=True)

    assert "ont déjà été publiées" in text(page)
    assert Publication.objects.system().count() == 1


def test_a_member_has_no_address_to_publish(day, as_member, as_instructor, meeting_url):
    for client in (as_member, as_instructor):
        assert client.get(meeting_url("publish")).status_code == 404
        assert client.post(meeting_url("publish")).status_code == 404


def test_a_member_reads_why_she_does_not_propose(day, file, as_member, url):
    page = as_member.get(url("propose", file.pk))

    assert "La présidence propose les décisions" in text(page)
    as_member.post(url("propose", file.pk), {"value": "retained"})
    assert not ProposedDecision.objects.system().exists()


def test_a_refused_proposal_keeps_what_was_typed(day, file, as_president, url):
    page = as_president.post(url("propose", file.pk), {"value": "waiting", "motive": "La place manque cette année."})

    assert page.status_code == 422
    assert "Indiquez le rang" in text(page)
    assert "La place manque cette année." in text(page)


def test_two_who_propose_read_each_other(campaign, day, file, as_president, sign_in, url, freeze):
    other = make_seat(campaign, Role.COMMITTEE_PRESIDENT)
    play.declare(file, other)
    hers = sign_in(other.person)
    old = sent_by(as_president.get(url("propose", file.pk)))
    wrote = {"value": "refused", "motive": "Un long motif pesé."}
    hers.post(url("propose", file.pk), sent_by(hers.get(url("propose", file.pk))) | wrote)

    page = as_president.post(url("propose", file.pk), old | {"value": "retained", "motive": "Un projet mûr."})

    assert page.status_code == 422
    assert f"Ce que {other.person.full_name} propose" in text(page)
    assert "Un long motif pesé." in text(page)
    assert "Un projet mûr." in text(page)
    assert ProposedDecision.objects.system().get().motive == "Un long motif pesé."
    freeze("2012-01-31 15:00")
    again = sent_by(page)
    assert [as_president.post(url("propose", file.pk), again).status_code for _ in range(2)] == [302, 302]
    assert ProposedDecision.objects.system().get().value == "retained"


def test_a_proposal_on_a_file_that_left_the_agenda_keeps_its_motive(
    day, file, as_president, as_instructor, url, meeting_url
):
    old = sent_by(as_president.get(url("propose", file.pk)))
    as_instructor.post(meeting_url("agenda"), sent_by(as_instructor.get(meeting_url("agenda"))) | {"files": []})

    page = as_president.post(url("propose", file.pk), old | {"value": "refused", "motive": "Longuement pesé."})

    assert page.status_code == 422
    assert "Non enregistré : copiez-le si vous en avez besoin" in text(page)
    assert "Longuement pesé." in text(page)


def test_two_secretaries_add_up_their_agendas_and_attendances(
    campaign, day, file, president, member, as_president, as_instructor, meeting_url
):
    mine = sent_by(as_president.get(meeting_url("agenda")))
    as_instructor.post(meeting_url("agenda"), sent_by(as_instructor.get(meeting_url("agenda"))) | {"files": []})
    as_president.post(meeting_url("agenda"), mine | {"quorum_percent": "40"})
    day.refresh_from_db()
    assert (services.deciding.agenda_files(day).count(), day.quorum_percent) == (0, 40)
    hers = sent_by(as_instructor.get(meeting_url("agenda")))
    as_president.post(
        meeting_url("agenda"), sent_by(as_president.get(meeting_url("agenda"))) | {"quorum_percent": "45"}
    )
    page = as_instructor.post(meeting_url("agenda"), hers | {"files": [str(file.pk)], "quorum_percent": "60"})
    assert page.status_code == 422
    assert "Enregistré ici depuis l’ouverture de votre page 45" in text(page)

    mine = sent_by(as_president.get(meeting_url("attendance")))
    hers = sent_by(as_instructor.get(meeting_url("attendance")))
    as_instructor.post(meeting_url("attendance"), hers | {"members": [str(member.pk)]})
    as_president.post(meeting_url("attendance"), mine | {"members": [str(president.pk)]})
    assert set(Attendance.objects.system().filter(is_present=True).values_list("seat", flat=True)) == {
        member.pk,
        president.pk,
    }


def test_the_observer_is_written_and_neither_votes_nor_counts(campaign, day, as_president, meeting_url):
    from ccr.programme import seats
    from ccr.programme.roles import Function

    organisation = OrganisationFactory(name="ESIA")
    seats.engage_organisation(campaign, organisation, Function.DLA)

    as_president.post(meeting_url("observer"), {"name": "Odile Garnier", "organisation": str(organisation.pk)})

    page = text(as_president.get(meeting_url()))
    assert Attendance.objects.system().get().seat is None
    assert "Odile Garnier ESIA, observateur sans voix" in page
    assert "Odile Garnier, ESIA" in text(as_president.get(meeting_url("attendance")))
    assert "0 sur 2" in page


def test_the_agenda_is_chosen(day, file, as_president, meeting_url):
    shown = sent_by(as_president.get(meeting_url("agenda")))
    as_president.post(meeting_url("agenda"), shown | {"files": [], "quorum_percent": "60"})

    page = text(as_president.get(meeting_url()))
    assert "L’ordre du jour est vide" in page
    assert "1 dossier hors de tout ordre du jour." in page


def test_the_committee_page_asks_the_same_number_of_queries_for_1_and_8(
    campaign, instructor, president, sign_in, meeting_url, freeze
):
    def cost():
        as_president.get(meeting_url())
        address = meeting_url()
        with CaptureQueriesContext(connection) as queries:
            assert as_president.get(address).status_code == 200
        return len(queries)

    first = play.received(campaign)
    files = [play.received(campaign) for _ in range(7)]
    for one in (first, *files):
        play.examine(one, instructor)
    freeze(play.COMMITTEE_DAY)
    as_president = sign_in(president.person)
    session = play.prepare(campaign, president)
    for one in (first, *files):
        play.mark(one, president)
        play.propose(one, president)
    eight = cost()
    ProposedDecision.objects.system().filter(file__in=files).delete()
    from selection.models import AgendaItem

    AgendaItem.objects.system().filter(session=session, file__in=files).delete()

    assert cost() <= eight
    assert eight <= 21
