"""Who belongs to an organisation, and who asks to."""

from django.db import models
from django.db.models import F, Q

from ccr.wall.models import UuidModel
from ccr.wall.sides import SIGNED_IN, Side

from .organisations import Organisation


class MemberKind(models.TextChoices):
    """Elected volunteers and staff both take part (A181)."""

    ELECTED = "elected", "élu ou bénévole"
    STAFF = "staff", "salarié"


class MembershipQuerySet(models.QuerySet):
    def current(self, day):
        """Memberships that hold on that day."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))


class Membership(UuidModel):
    """A person belongs to an organisation, from a day to a day (excluded). Read by the threshold and the audit."""

    person = models.ForeignKey("ccr_accounts.Person", on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    kind = models.CharField("qualité", max_length=10, choices=MemberKind, default=MemberKind.STAFF)
    is_representative = models.BooleanField("représente l’organisation", default=False)
    starts_on = models.DateField("depuis le")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    readers = SIGNED_IN
    writers = {Side.NEWCOMER, Side.CANDIDATE, Side.COORDINATION, Side.ADMIN, Side.LINK}

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "appartenance"
        verbose_name_plural = "appartenances"
        constraints = [
            models.UniqueConstraint(
                name="membership_once_open",
                fields=["person", "organisation"],
                condition=Q(ends_on__isnull=True),
                violation_error_message="Cette personne appartient déjà à cette organisation.",
            ),
            models.CheckConstraint(
                name="membership_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
        ]

    def __str__(self):
        return f"membership {self.pk}"


class JoinState(models.TextChoices):
    """States of a request to join an organisation."""

    WAITING = "waiting", "en attente de l’organisation"
    ESCALATED = "escalated", "transmise à la coordination"
    ACCEPTED = "accepted", "acceptée"
    REFUSED = "refused", "refusée"


class JoinRequest(UuidModel):
    """Somebody asks to join an organisation that is already known.

    Answered by a member; after 3 days (parameter), or when nobody can answer, by the coordination of the campaign.
    """

    person = models.ForeignKey("ccr_accounts.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="join_requests")
    campaign = models.ForeignKey("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("qualité", max_length=10, choices=MemberKind, default=MemberKind.STAFF)
    state = models.CharField("état", max_length=10, choices=JoinState, default=JoinState.WAITING)
    asked_at = models.DateTimeField("demandée le")
    escalated_at = models.DateTimeField("transmise le", null=True, blank=True)
    answered_at = models.DateTimeField("répondue le", null=True, blank=True)
    answered_by = models.ForeignKey(
        "ccr_accounts.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    readers = {Side.NEWCOMER, Side.CANDIDATE, Side.COORDINATION, Side.MACHINE}
    writers = {Side.NEWCOMER, Side.CANDIDATE, Side.COORDINATION, Side.MACHINE}

    class Meta:
        verbose_name = "demande de rattachement"
        verbose_name_plural = "demandes de rattachement"
        constraints = [
            models.UniqueConstraint(
                name="join_request_once_open",
                fields=["person", "organisation"],
                condition=Q(state__in=[JoinState.WAITING, JoinState.ESCALATED]),
                violation_error_message="Votre demande est déjà partie.",
            ),
            models.CheckConstraint(
                name="join_request_answer_dated",
                condition=Q(state__in=[JoinState.ACCEPTED, JoinState.REFUSED], answered_at__isnull=False)
                | Q(state__in=[JoinState.WAITING, JoinState.ESCALATED], answered_at__isnull=True),
                violation_error_message="Une réponse a une date, une demande sans réponse n’en a pas.",
            ),
            models.CheckConstraint(
                name="join_request_escalation_dated",
                condition=~Q(state=JoinState.ESCALATED) | Q(escalated_at__isnull=False),
                violation_error_message="Une demande transmise à la coordination a une date.",
            ),
        ]

    def __str__(self):
        return f"join request {self.pk}"
