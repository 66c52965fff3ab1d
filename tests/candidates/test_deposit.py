"""Depositing: the deadline, what is missing, the version that never changes, the number, two clicks at once."""

import pytest
from django.db import IntegrityError, connection, transaction

from candidates import contents, services
from candidates.models import Application, DepositCounter, Document, Journal, Mail, SiteChoice, Version
from candidates.models.version import Immutable
from candidates.states import ApplicationState
from ccr.programme import seats
from ccr.programme.models import Campaign
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing_as
from tests.candidates.reading import plain
from tests.factories import candidates as make
from tests.factories.candidates import day
from tests.factories.core import make_campaign


def versions(application):
    return list(Version.objects.system().with_parts().filter(application=application).order_by("number"))


def test_a_complete_application_is_deposited_with_number_version_journal_and_mails(ready):
    colleague = make.add_contributor(ready)
    seat = make.representative(ready)

    with passing_as(seat):
        version = services.deposit(ready, by=seat)

    ready.refresh_from_db()
    assert ready.state == ApplicationState.DEPOSITED
    assert ready.receipt_number == "CCR-2011-0001"
    assert version.number == 1
    assert version.deposited_by == seat.person
    assert Journal.objects.system().filter(about_id=ready.pk, verb="deposited").count() == 1
    written = Mail.objects.system().filter(kind="candidates.deposited").values_list("recipient", flat=True)
    assert set(written) == {seat.person_id, colleague.person_id}
    assert Document.objects.system().get(about_id=version.pk).kind == "candidates.receipt"


def test_the_version_holds_every_word_site_and_piece_of_the_draft(ready):
    draft = make.fill(ready, pieces=False)
    services.deposit(ready, by=make.representative(ready))
    version = make.current_version(ready)

    assert contents.pairs(version) == contents.pairs(draft)
    assert [s.answer for s in version.chosen_sites()] == [s.answer for s in draft.chosen_sites()]
    assert [p.sha256 for p in version.live_pieces()] == [p.sha256 for p in draft.live_pieces()]
    assert [p.file.name for p in version.live_pieces()] == [p.file.name for p in draft.live_pieces()]
    assert version.structure_name == ready.organisation.name
    assert contents.fingerprint(version) == version.sha256


def test_sites_asked_for_follow_the_version_in_force(campaign):
    application = make.deposited(campaign, sites=["mk2"])
    friche = campaign.sites.get(site__name="Friche")
    mk2 = campaign.sites.get(site__name="mk2")
    seat = make.representative(application)
    services.write_draft(
        application, sites={mk2: {"is_chosen": False}, friche: {"is_chosen": True, "answer": "Oui."}}, by=seat
    )
    choices = SiteChoice.objects.system().filter(application=application, is_current=True)
    assert [choice.campaign_site for choice in choices] == [mk2], "the draft changes nothing"

    services.deposit(application, by=seat)

    assert [choice.campaign_site for choice in choices.all()] == [friche]


@pytest.mark.parametrize(
    ("last", "next_day", "closed_on"),
    [
        ("2011-12-15", "2011-12-16", "jeudi 15 décembre 2011"),
        ("2011-10-30", "2011-10-31", "dimanche 30 octobre 2011"),  # 25 hours
        ("2012-03-25", "2012-03-26", "dimanche 25 mars 2012"),  # 23 hours
    ],
)
def test_the_last_second_of_the_last_day_is_in_time_and_the_next_is_too_late(ready, freeze, last, next_day, closed_on):
    if ready.campaign.deadline_on != day(last):
        Campaign.objects.filter(pk=ready.campaign_id).update(deadline_on=day(last))
    mine = make.representative(ready)

    freeze(f"{next_day} 00:00:00")
    with pytest.raises(DomainError) as refusal:
        services.deposit(ready, by=mine)
    assert plain(refusal.value) == f"L’appel est clos depuis le {closed_on} à 23 h 59."
    assert versions(ready) == []

    freeze(f"{last} 23:59:59")
    assert services.deposit(ready, by=mine).number == 1


def test_nothing_is_deposited_before_the_opening(ready, freeze):
    freeze("2011-09-11 23:59:59")

    with pytest.raises(DomainError) as refusal:
        services.deposit(ready, by=make.representative(ready))

    assert plain(refusal.value) == "Les candidatures ouvrent le lundi 12 septembre 2011."


def test_an_empty_application_says_everything_it_lacks(application):
    with pytest.raises(DomainError) as refusal:
        services.deposit(application, by=make.representative(application))

    for name in ("La structure", "L’activité et les filières", "Les sites", "L’espace", "La charte", "Les pièces"):
        assert name in str(refusal.value)
    assert versions(application) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("activity", ""),
        ("employees", None),
        ("project", ""),
        ("reasons", ""),
        ("space_kind", ""),
        ("space_m2", None),
        ("branches", []),
        ("created_year", None),
        ("headcount", None),
        ("cooperates", ""),
    ],
)
def test_each_hole_is_named_with_the_field_to_fill(ready, field, value):
    draft = make.fill(ready, pieces=False, **{field: value})

    assert [lack.field for lack in contents.missing(draft)] == [f"id_{field}"]


def test_no_surface_is_asked_for_a_permanence(ready):
    draft = make.fill(ready, pieces=False, space_kind="permanence", space_m2=None)

    assert contents.missing(draft) == []


def test_no_employee_at_all_is_an_answer(ready):
    draft = make.fill(ready, pieces=False, headcount=0, employees=None, permanent_jobs=None, aided_contracts=None)

    assert contents.missing(draft) == []


def test_a_site_that_was_abandoned_no_longer_counts(campaign):
    application = make.ready(campaign, sites=["mk2"])
    campaign.sites.filter(site__name="mk2").update(status="abandoned")
    draft = make.Draft.objects.system().with_parts().get(application=application)

    assert [lack.label for lack in contents.missing(draft)] == ["Sites"]


def test_a_contributor_does_not_deposit(ready):
    colleague = make.add_contributor(ready)

    with pytest.raises(DomainError, match=r"Seul le représentant de .* dépose la candidature"):
        services.deposit(ready, by=colleague)


def test_a_representative_relieved_meanwhile_binds_nobody(ready):
    read_before = make.representative(ready)
    assert read_before.sides
    seats.withdraw_mandate(read_before.active_mandates[0])
    for verb in (services.sign_charter, services.deposit, services.withdraw, services.resume):
        with pytest.raises(DomainError, match="vient de vous être retiré"):
            verb(ready, by=read_before)


def test_the_representative_of_another_structure_does_not_deposit(ready, campaign):
    other = make.representative(make.begin(campaign))

    with pytest.raises(DomainError, match="Seul le représentant"):
        services.deposit(ready, by=other)


def test_depositing_the_same_again_is_refused_with_a_sentence(deposited):
    with pytest.raises(DomainError, match="rien n’a changé depuis la version 1"):
        services.deposit(deposited, by=make.representative(deposited))

    assert len(versions(deposited)) == 1


def test_a_change_then_the_change_back_is_the_same(deposited):
    before = make.current_version(deposited).project
    make.fill(deposited, pieces=False, sign=False, project="Autre chose.")
    make.fill(deposited, pieces=False, sign=False, project=before)

    with pytest.raises(DomainError, match="rien n’a changé"):
        services.deposit(deposited, by=make.representative(deposited))


def test_changes_stay_in_the_draft_until_they_are_deposited(deposited, freeze):
    make.fill(deposited, pieces=False, sign=False, project="Un comptoir, et un atelier.")
    assert make.current_version(deposited).project == "Tenir un comptoir de vrac à la Cité."
    freeze("2011-12-01 09:00")

    version = services.deposit(deposited, by=make.representative(deposited))

    deposited.refresh_from_db()
    assert version.number == 2
    assert [v.is_current for v in versions(deposited)] == [False, True]
    assert versions(deposited)[0].project == "Tenir un comptoir de vrac à la Cité."
    assert deposited.receipt_number == "CCR-2011-0001", "the number is the structure's, whatever the version"
    assert deposited.deposited_at == version.deposited_at


def test_what_differs_is_told_field_by_field(deposited):
    seat = make.representative(deposited)
    draft = make.fill(deposited, pieces=False, sign=False, project="Autre projet.", space_m2="50")
    services.add_piece(deposited, "accounts", make.upload("comptes-2010.pdf", "2010"), by=seat)
    draft = make.Draft.objects.system().with_parts().get(application=deposited)

    found = {d.label: (d.before, d.after) for d in contents.differences(draft, make.current_version(deposited))}

    assert found == {
        "Votre projet à la Cité": ("Tenir un comptoir de vrac à la Cité.", "Autre projet."),
        "Surface souhaitée (m²)": ("42\u00a0m²", "50\u00a0m²"),
        "Comptes du dernier exercice (bilan et compte de résultat)": ("comptes.pdf", "comptes-2010.pdf"),
    }


def test_an_earlier_version_keeps_the_piece_that_was_replaced(deposited):
    seat = make.representative(deposited)
    first = make.current_version(deposited).live_pieces()[0]
    services.add_piece(deposited, first.kind, make.upload("nouveau.pdf", "Nouveau"), by=seat)
    services.deposit(deposited, by=seat)

    kept = versions(deposited)[0].live_pieces()[0]

    assert (kept.name, kept.sha256) == (first.name, first.sha256)
    assert kept.file.open("rb").read().startswith(b"%PDF-")


def test_receipt_numbers_follow_each_other_in_each_campaign(campaign):
    numbers = [make.deposited(campaign).receipt_number for _ in range(2)]
    other = make_campaign("2012")
    numbers.append(make.deposited(other).receipt_number)

    assert numbers == ["CCR-2011-0001", "CCR-2011-0002", "CCR-2012-0001"]
    assert DepositCounter.objects.system().get(campaign=campaign).last == 2


def test_a_refused_deposit_uses_no_number(campaign, application):
    with pytest.raises(DomainError):
        services.deposit(application, by=make.representative(application))

    assert make.deposited(campaign).receipt_number == "CCR-2011-0001"


# Immutable versions


def test_a_version_is_not_saved_again(deposited):
    version = make.current_version(deposited)
    version.project = "Réécrit."

    with pytest.raises(Immutable):
        version.save()


@pytest.mark.parametrize("change", [{"project": "Réécrit."}, {"is_current": False, "number": 9}])
def test_versions_are_not_updated_but_for_being_the_current_one(deposited, change):
    with pytest.raises(Immutable):
        Version.objects.system().filter(application=deposited).update(**change)


def test_versions_and_their_parts_are_not_deleted(deposited):
    version = make.current_version(deposited)

    for thing in (version, *version.chosen_sites(), *version.live_pieces()):
        with pytest.raises(Immutable):
            thing.delete()
        with pytest.raises(Immutable):
            type(thing).objects.system().all().delete()


def test_a_word_changed_by_sql_breaks_the_seal(deposited):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE candidates_version SET project = 'Réécrit.'")

    version = make.current_version(deposited)
    assert contents.fingerprint(version) != version.sha256


# Constraints, by name


def violate(name, sql, parameters=()):
    with pytest.raises(IntegrityError, match=name), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def test_constraint_application_deposit_dated(postgres, application):
    violate("application_deposit_dated", "UPDATE candidates_application SET state = 'deposited'")


def test_constraint_application_withdrawal_dated(postgres, application):
    violate("application_withdrawal_dated", "UPDATE candidates_application SET state = 'withdrawn'")


def test_constraint_application_once_per_campaign(postgres, application):
    twin = Application(
        campaign=application.campaign, organisation=application.organisation, begun_at=application.begun_at
    )
    with pytest.raises(IntegrityError, match="application_once_per_campaign"), transaction.atomic():
        Application.objects.system().bulk_create([twin])


def test_constraint_application_receipt_number_unique(postgres, campaign, deposited):
    make.deposited(campaign)
    violate("application_receipt_number_unique", "UPDATE candidates_application SET receipt_number = 'CCR-2011-0001'")


def test_constraint_version_one_current(postgres, deposited):
    make.fill(deposited, pieces=False, sign=False, project="Autre projet.")
    services.deposit(deposited, by=make.representative(deposited))
    violate("version_one_current", "UPDATE candidates_version SET is_current = true")


def test_constraint_version_number_once(postgres, deposited):
    make.fill(deposited, pieces=False, sign=False, project="Autre projet.")
    services.deposit(deposited, by=make.representative(deposited))
    violate("version_number_once", "UPDATE candidates_version SET number = 1")


def test_constraint_version_number_from_one(postgres, deposited):
    violate("version_number_from_one", "UPDATE candidates_version SET number = 0")


def test_constraint_draft_piece_one_live(postgres, deposited):
    violate("draft_piece_one_live", "UPDATE candidates_draftpiece SET kind = 'accounts'")


# Two people at once


def test_two_deposits_together_make_one_version_and_one_clear_sentence(freeze, race):
    freeze(make.OPEN_DAY)
    application = make.ready(make_campaign())
    seat = make.representative(application)

    outcomes = race(lambda: services.deposit(application, by=seat), times=2)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["DomainError", "Version"]
    refusal = next(outcome for outcome in outcomes if isinstance(outcome, DomainError))
    assert "déjà déposée" in str(refusal)
    assert len(versions(application)) == 1


def test_two_structures_that_deposit_together_have_two_numbers(freeze, race):
    freeze(make.OPEN_DAY)
    campaign = make_campaign()
    first, second = make.ready(campaign), make.ready(campaign)
    seats = [make.representative(first), make.representative(second)]

    outcomes = race(
        lambda: services.deposit(first, by=seats[0]),
        lambda: services.deposit(second, by=seats[1]),
    )

    assert [type(outcome) for outcome in outcomes] == [Version, Version]
    numbers = Application.objects.system().values_list("receipt_number", flat=True)
    assert sorted(numbers) == ["CCR-2011-0001", "CCR-2011-0002"]


def test_two_sign_ups_of_one_structure_make_one_application(freeze, race):
    freeze(make.OPEN_DAY)
    campaign = make_campaign()
    first, organisation = make.make_member()
    second, _ = make.make_member(organisation)

    outcomes = race(
        lambda: services.begin_application(campaign, organisation, first),
        lambda: services.begin_application(campaign, organisation, second),
    )

    assert {type(outcome) for outcome in outcomes} == {Application}
    assert outcomes[0].pk == outcomes[1].pk
    roles = sorted(
        mandate.role for person in (first, second) for mandate in make.seats.seat_of(person, campaign).active_mandates
    )
    assert roles == ["contributor", "representative"]
