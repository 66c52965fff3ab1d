"""Lines of the journal never change and carry no text; readings count."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from candidates.models import Application, Journal
from ccr import clock, journal
from ccr.journal.models import Immutable
from ccr.programme.roles import Role
from tests.factories.core import PersonFactory, make_campaign, make_seat


@pytest.fixture
def seat(db):
    return make_seat(make_campaign(), Role.REPRESENTATIVE)


@pytest.fixture
def application(seat):
    (organisation,) = seat.organisations
    return Application.objects.system().create(
        campaign=seat.campaign, organisation_id=organisation, begun_at=clock.now()
    )


def test_a_line_says_who_did_what_to_what_and_when(seat, application, freeze):
    freeze("2011-12-15 23:59")

    line = journal.record(seat, "deposited", application, version=2)

    assert (line.by_seat, line.by_person, line.campaign) == (seat, seat.person, seat.campaign)
    assert (line.about_type, line.about_id) == ("candidates.application", application.pk)
    assert line.at == clock.now()
    assert line.details == {"version": 2}
    assert line.verb_label == "Candidature déposée"


def test_a_person_without_a_seat_and_the_machine_also_write(application):
    person = PersonFactory()

    assert journal.record(person, "begun", application).by_person == person
    assert journal.record(None, "begun", application).by_person is None


def test_the_line_goes_to_the_journal_of_the_thing_s_app(seat, application):
    assert isinstance(journal.record(seat, "begun", application), Journal)
    assert journal.record(seat, "mandated", seat)._meta.app_label == "ccr_programme"


def test_codes_numbers_dates_and_keys_are_kept_plain(seat, application):
    day = datetime.date(2011, 12, 15)

    line = journal.record(seat, "begun", application, on=day, amount=Decimal("12.50"), ids=[application.pk], role="dla")

    line.refresh_from_db()
    assert line.details == {"on": "2011-12-15", "amount": "12.50", "ids": [str(application.pk)], "role": "dla"}


@pytest.mark.parametrize("text", ["la note dit que", "Élan", "a" * 65])
def test_a_sentence_is_refused(seat, application, text):
    with pytest.raises(ValueError, match="codes, numbers and dates"):
        journal.record(seat, "begun", application, reason=text)


def test_a_verb_that_the_app_does_not_declare_is_refused(seat, application):
    with pytest.raises(ValueError, match="does not name"):
        journal.record(seat, "danced", application)


def test_a_line_is_never_changed_nor_erased(seat, application):
    line = journal.record(seat, "begun", application)

    for change in (
        line.save,
        line.delete,
        lambda: Journal.objects.system().update(verb="x"),
        lambda: Journal.objects.system().delete(),
    ):
        with pytest.raises(Immutable):
            change()


def test_a_line_written_for_a_seat_names_the_person(seat, application):
    with pytest.raises(IntegrityError, match="candidates_journal_seat_has_person"), transaction.atomic():
        Journal.objects.system().create(
            verb="begun", by_seat=seat, about_type="candidates.application", about_id=application.pk
        )
