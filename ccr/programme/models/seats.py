"""Who takes part and who sits where: engagements of organisations, seats and mandates of people (DESIGN 2.1)."""

from functools import cached_property

from django.db import models
from django.db.models import F, Q

from ccr.collation import FRENCH
from ccr.programme.models.calls import Campaign
from ccr.programme.roles import BARRED_WITH_INSTRUCTION, SIDE_OF, Function, Role, lane_of
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet, UuidModel
from ccr.wall.sides import SIGNED_IN, Lane, Side


class Engagement(UuidModel):
    """An organisation takes part in a campaign, one row per function (DESIGN 2.1).

    Partial unique constraints, one per forbidden pair, make instruction + diagnosis, instruction + candidacy and
    instruction + provision impossible for one organisation in one campaign, whatever comes first.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="engagements")
    organisation = models.ForeignKey("ccr_directory.Organisation", on_delete=models.PROTECT, related_name="engagements")
    function = models.CharField("fonction", max_length=12, choices=Function)
    started_at = models.DateTimeField("depuis le")
    ended_at = models.DateTimeField("jusqu’au", null=True, blank=True)
    listed_as = models.CharField(
        "nom sur la liste publique",
        max_length=200,
        db_collation=FRENCH,
        blank=True,
        help_text="Celui que tout visiteur lit, fixé à l’inscription sur la liste des structures qui diagnostiquent.",
    )
    carried_until = models.DateField(
        "reconduite jusqu’au",
        null=True,
        blank=True,
        help_text="Inscrite sur la liste d’un autre appel, dont l’exclusion court encore.",
    )

    readers = SIGNED_IN | {Side.ANONYMOUS}
    writers = {Side.COORDINATION, Side.NEWCOMER, Side.CANDIDATE, Side.LINK}

    class Meta:
        verbose_name = "engagement"
        verbose_name_plural = "engagements"
        constraints = [
            models.UniqueConstraint(
                name="engagement_once",
                fields=["campaign", "organisation", "function"],
                condition=Q(ended_at__isnull=True),
                violation_error_message="Cette organisation tient déjà cette fonction dans l’appel.",
            ),
            *(
                models.UniqueConstraint(
                    name=f"engagement_instruction_or_{barred}",
                    fields=["campaign", "organisation"],
                    condition=Q(ended_at__isnull=True, function__in=[Function.INSTRUCTION, barred]),
                    violation_error_message=(
                        "Une même organisation ne peut pas tenir la fonction « instruction et comité » et la fonction "
                        f"« {barred.label} » dans le même appel."
                    ),
                )
                for barred in BARRED_WITH_INSTRUCTION
            ),
            models.CheckConstraint(
                name="engagement_ends_after_start",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
        ]

    def __str__(self):
        return f"engagement {self.pk}"


class SeatState(models.TextChoices):
    """A suspended seat opens nothing."""

    ACTIVE = "active", "actif"
    SUSPENDED = "suspended", "suspendu"


class Seat(UuidModel):
    """The one place a person holds in a campaign: a lane, and the mandates that hang on it (DESIGN 2.1)."""

    person = models.ForeignKey("ccr_accounts.Person", on_delete=models.PROTECT, related_name="seats")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="seats")
    lane = models.CharField("couloir", max_length=12, choices=Lane)
    state = models.CharField("état", max_length=10, choices=SeatState, default=SeatState.ACTIVE)
    suspended_at = models.DateTimeField("suspendu le", null=True, blank=True)

    readers = SIGNED_IN
    writers = {Side.COORDINATION, Side.NEWCOMER, Side.CANDIDATE, Side.LINK}

    class Meta:
        verbose_name = "siège"
        verbose_name_plural = "sièges"
        constraints = [
            models.UniqueConstraint(
                name="seat_once_per_campaign",
                fields=["person", "campaign"],
                violation_error_message="Cette personne a déjà un siège dans cet appel.",
            ),
            models.CheckConstraint(
                name="seat_suspension_dated",
                condition=Q(state=SeatState.ACTIVE, suspended_at__isnull=True)
                | Q(state=SeatState.SUSPENDED, suspended_at__isnull=False),
                violation_error_message="Une suspension a une date.",
            ),
        ]

    def __str__(self):
        return f"seat {self.pk}"

    @cached_property
    def active_mandates(self) -> list["Mandate"]:
        """The mandates that hold and belong to the seat's lane: one of another lane opens nothing."""
        if self.state != SeatState.ACTIVE:
            return []
        return [m for m in self.mandates.all() if m.ended_at is None and self.in_lane(m)]

    def in_lane(self, mandate) -> bool:
        """Whether a mandate belongs to the seat's lane."""
        return lane_of(mandate.role) == self.lane

    @cached_property
    def sides(self) -> frozenset[Side]:
        """The sides the seat opens."""
        return frozenset(SIDE_OF[Role(m.role)] for m in self.active_mandates)

    @cached_property
    def organisations(self) -> frozenset:
        """The ids of the organisations the seat acts for, whatever it does for them, those merged into them too."""
        return frozenset(key for m in self.active_mandates for key in m.organisation.family)

    def organisations_as(self, side) -> frozenset:
        """The ids of the organisations the seat acts for on this side.

        Several sides share the support lane: a diagnostician of one organisation may be the consultant of another, and
        then reads nothing of what the second diagnoses.
        """
        held = (m for m in self.active_mandates if SIDE_OF[Role(m.role)] == side)
        return frozenset(key for m in held for key in m.organisation.family)

    def has_role(self, *roles) -> bool:
        """Whether a mandate of one of these roles holds."""
        return any(m.role in roles for m in self.active_mandates)

    @property
    def role_labels(self) -> str:
        """The roles held, in French, for headers and lists."""
        return ", ".join(dict.fromkeys(m.get_role_display() for m in self.active_mandates))


class Mandate(UuidModel):
    """A role held for an organisation, on a seat."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="mandates")
    role = models.CharField("rôle", max_length=20, choices=Role)
    organisation = models.ForeignKey("ccr_directory.Organisation", on_delete=models.PROTECT, related_name="mandates")
    started_at = models.DateTimeField("depuis le")
    ended_at = models.DateTimeField("jusqu’au", null=True, blank=True)
    given_by = models.ForeignKey(
        "ccr_accounts.Person",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="donné par",
        null=True,
        blank=True,
    )

    readers = SIGNED_IN
    writers = {Side.COORDINATION, Side.NEWCOMER, Side.CANDIDATE, Side.LINK}

    class Meta:
        verbose_name = "mandat"
        verbose_name_plural = "mandats"
        ordering = ["started_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="mandate_once",
                fields=["seat", "role", "organisation"],
                condition=Q(ended_at__isnull=True),
                violation_error_message="Cette personne tient déjà ce rôle pour cette organisation.",
            ),
            models.CheckConstraint(
                name="mandate_ends_after_start",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
        ]

    def __str__(self):
        return f"mandate {self.pk}"

    def covers(self, organisation_id) -> bool:
        """Whether it is held for the organisation whose row bears this key, which may since have been merged."""
        return organisation_id in self.organisation.family


class FirstOpeningQuerySet(SealedQuerySet):
    def for_instruction(self, seat):
        return Q(seat=seat)

    def for_coordination(self, seat):
        return Q(seat__campaign=seat.campaign_id)


class FirstOpening(SealedModel):
    """The first time a seat of instruction opened a file: from then on it never turns to support (DESIGN 2.1)."""

    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("première ouverture")

    readers = {Side.INSTRUCTION, Side.COORDINATION, Side.AUDIT, Side.LINK}
    writers = {Side.INSTRUCTION}
    objects = SealedManager.from_queryset(FirstOpeningQuerySet)()

    class Meta(SealedModel.Meta):
        db_table = "ccr_programme_first_opening"
        verbose_name = "première ouverture de dossier"
        verbose_name_plural = "premières ouvertures de dossier"

    def __str__(self):
        return f"first opening {self.pk}"
