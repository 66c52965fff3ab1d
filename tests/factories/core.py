"""People, organisations, campaigns and seats for the tests: made by the services wherever a service exists."""

import datetime
from itertools import count

import factory
from stdnum import luhn

from ccr import clock
from ccr.accounts.models import Person
from ccr.directory.models import LegalForm, Organisation
from ccr.programme import campaigns, seats
from ccr.programme.models import Campaign, CampaignSite, Meeting, MeetingKind, Site
from ccr.programme.roles import FUNCTION_OF, Function, Role
from tests.remembering import memory, remembered

_numbers = count(100_000_00)
PASSWORD = "une phrase de passe longue"


def siren() -> str:
    """A new SIREN whose key is right."""
    digits = str(next(_numbers)).zfill(8)
    return digits + luhn.calc_check_digit(digits)


class Factory(factory.django.DjangoModelFactory):
    """Rows that are written again rather than made again."""

    class Meta:
        abstract = True

    @classmethod
    def create(cls, **kwargs):
        return memory.play(cls, super().create, (), kwargs)


class PersonFactory(Factory):
    class Meta:
        model = Person
        skip_postgeneration_save = True

    first_name = "Camille"
    last_name = factory.Sequence(lambda n: f"Essai{n}")
    email = factory.Sequence(lambda n: f"personne{n}@exemple.fr")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class.objects.create_user(kwargs.pop("email"), kwargs.pop("password", None), **kwargs)


class OrganisationFactory(Factory):
    class Meta:
        model = Organisation

    class Params:
        association = factory.Trait(legal_form=LegalForm.ASSOCIATION)
        company = factory.Trait(legal_form=LegalForm.SARL)
        scop = factory.Trait(legal_form=LegalForm.SARL_COOPERATIVE_SCOP, is_scop=True)
        able = factory.Trait(is_ramsess=True, may_diagnose=True)

    name = factory.Sequence(lambda n: f"Structure {n}")
    siren = factory.LazyFunction(siren)
    legal_form = LegalForm.ASSOCIATION
    postcode = "13001"
    city = "Marseille"


@remembered
def make_campaign(slug="2011", *, coordinator=None, regain=None, published=True, **fields) -> Campaign:
    """The call of the scenarios of DOMAIN part D: opening 12/09/2011, deadline 15/12/2011, committee 31/01/2012.

    Two sites (mk2, Friche), the committee's meeting, a coordinator of Regain.
    """
    dates = {
        "title": f"Appel {slug}",
        "opens_on": datetime.date(2011, 9, 12),
        "deadline_on": datetime.date(2011, 12, 15),
        "diagnostics_from": datetime.date(2011, 9, 12),
        "diagnostics_until": datetime.date(2012, 1, 12),
        "sessions_from": datetime.date(2012, 3, 1),
        "sessions_until": datetime.date(2013, 6, 30),
    }
    campaign = campaigns.create_campaign(
        coordinator or PersonFactory(), regain or OrganisationFactory(name="Regain"), slug=slug, **{**dates, **fields}
    )
    for name, stake in (
        ("mk2", "apprendre à gérer des flux importants"),
        ("Friche", "gérer une montée en charge plus lente"),
    ):
        site, _ = Site.objects.get_or_create(name=name)
        CampaignSite.objects.create(campaign=campaign, site=site, stake=stake)
    Meeting.objects.create(
        campaign=campaign,
        kind=MeetingKind.COMMITTEE,
        starts_at=datetime.datetime(2012, 1, 31, 9, 30, tzinfo=clock.PARIS),
        place="Cité des Associations",
    )
    if published:
        campaigns.publish_campaign(campaign)
    return Campaign.objects.get(pk=campaign.pk)


@remembered
def make_seat(campaign, role, *, organisation=None, person=None):
    """A person seated in the campaign with this role, through the service; her organisation is made when not given."""
    role = Role(role)
    if organisation is None:
        organisation = OrganisationFactory(able=FUNCTION_OF[role] == Function.DIAGNOSIS)
    person = person or PersonFactory()
    if (
        FUNCTION_OF[role] == Function.DIAGNOSIS
        and not organisation.engagements.filter(
            campaign=campaign, function=Function.DIAGNOSIS, ended_at__isnull=True, carried_until__isnull=True
        ).exists()
    ):
        seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)
    seats.give_mandate(campaign, person, role, organisation)
    return seats.seat_of(person, campaign)
