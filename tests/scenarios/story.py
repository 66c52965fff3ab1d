"""The structures and people of D1 and D2, and what each day brings. Each verb runs in the pass of whoever does it."""

import datetime
from dataclasses import dataclass

from ccr.programme.roles import Role
from ccr.wall.guard import passing_as
from tests.factories import candidates, diagnostics, dla, selection
from tests.factories.core import OrganisationFactory, PersonFactory, make_campaign, make_seat

R1 = "Inter-Appui"


@dataclass
class Story:
    """Association A, which is diagnosed, and SCOP B, which never asks; everybody around them."""

    campaign: object
    a: object
    b: object
    ramsess: object
    r1: object
    diagnostician: object
    instructor: object
    president: object
    member: object
    dla_officer: object
    k: object
    other_consultant: object
    file_a: object = None
    file_b: object = None

    def representative(self, application):
        return candidates.representative(application)

    def diagnose(self, freeze, commits):
        """12 September to 1 December 2011."""
        world = diagnostics.World(
            campaign=self.campaign,
            application=self.a,
            candidate=candidates.representative(self.a),
            ramsess=self.ramsess,
            r1=self.r1,
            d1=self.diagnostician,
            r2=None,
            d2=None,
        )
        freeze("2011-09-12 10:00")
        with commits():
            diagnostic = diagnostics.ask(world)
        self.asked = diagnostic
        freeze("2011-12-01 18:00")
        with commits():
            act(self.ramsess, services().assign, diagnostic, self.r1, self.diagnostician)
            diagnostic = act(self.diagnostician, services().start, diagnostic)
            diagnostics.fill_template(diagnostic)
            act(self.diagnostician, services().write_note, diagnostic, diagnostics.NOTE)
            self.note = act(self.diagnostician, services().share_note, diagnostic)
            act(candidates.representative(self.a), services().validate_note, diagnostic)
            self.fil_rouge = act(
                self.diagnostician,
                services().record_restitution,
                diagnostic,
                datetime.date(2011, 12, 1),
                place="Sur place",
                people=7,
                roles="présidente, trésorier, cinq salariés",
            )
        self.note.refresh_from_db()

    def deposit(self, freeze, commits):
        """14 December 2011."""
        freeze("2011-12-14 10:00")
        for application in (self.a, self.b):
            candidates.fill(application)
            with commits(), passing_as(candidates.representative(application)):
                from candidates.services import deposit

                deposit(application, by=candidates.representative(application))
            application.refresh_from_db()
        self.file_a, self.file_b = selection.file_of(self.a), selection.file_of(self.b)

    def decide(self, freeze, commits, day="2012-01-31 14:00"):
        """Examined in December, marked in January, published on the committee's day."""
        freeze("2011-12-20 10:00")
        for file in (self.file_a, self.file_b):
            selection.examine(file, self.instructor)
        freeze("2012-01-10 10:00")
        for file in (self.file_a, self.file_b):
            for seat in (self.president, self.member):
                selection.mark(file, seat)
        freeze("2012-01-30 10:00")
        session = selection.prepare(self.campaign, self.president)
        for file in (self.file_a, self.file_b):
            selection.propose(file, self.president, axes=axes(2))
        freeze(day)
        selection.attend(session, self.president)
        with commits():
            selection.publish(session, self.president)


def services():
    from diagnostics import services as verbs

    return verbs


def act(seat, verb, *args, **kwargs):
    """A verb in the pass of its seat."""
    with passing_as(seat):
        return verb(*args, by=seat, **kwargs)


def axes(*numbers):
    from ccr.programme.models import Axis

    return list(Axis.objects.filter(number__in=numbers))


def begin(freeze) -> Story:
    """12 September 2011, the information day: A and B begin; everybody is seated."""
    freeze("2011-09-12 09:00")
    campaign = make_campaign()
    r1, ramsess = OrganisationFactory(name=R1, able=True), OrganisationFactory(name="RAMSESS", able=True)
    region = OrganisationFactory(name="Région")
    k, other = (OrganisationFactory(name=f"Cabinet {letter}", company=True) for letter in "KL")
    dubois = PersonFactory(last_name="Dubois")
    paniers = OrganisationFactory(name="Les Paniers du Port", siren="732829320", association=True)
    return Story(
        campaign=campaign,
        a=candidates.begin(campaign, paniers),
        b=candidates.begin(campaign, OrganisationFactory(name="Menuiserie Coopérative", scop=True)),
        ramsess=make_seat(campaign, Role.RAMSESS_COORDINATOR, organisation=ramsess),
        r1=r1,
        diagnostician=make_seat(campaign, Role.DIAGNOSTICIAN, organisation=r1, person=dubois),
        instructor=make_seat(campaign, Role.INSTRUCTOR, organisation=region),
        president=make_seat(campaign, Role.COMMITTEE_PRESIDENT, organisation=region),
        member=make_seat(campaign, Role.COMMITTEE_MEMBER, organisation=region),
        dla_officer=dla.officer(campaign),
        k=make_seat(campaign, Role.CONSULTANT, organisation=k),
        other_consultant=make_seat(campaign, Role.CONSULTANT, organisation=other),
    )
