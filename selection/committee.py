"""Who sits on the committee of a campaign, and whether enough of them are there. Open tables and our own."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from ccr.programme.models import Campaign, Mandate, Meeting, MeetingKind, Seat, SeatState
from ccr.programme.roles import Role
from selection.models import Attendance, LinkDeclaration
from selection.models.files import COMMITTEE


def members(campaign: Campaign):
    """The active seats of the committee whose account is open, president included, by name."""
    mandates = Mandate.objects.filter(seat=OuterRef("pk"), role__in=COMMITTEE, ended_at__isnull=True)
    return (
        Seat.objects.filter(Exists(mandates), campaign=campaign, state=SeatState.ACTIVE, person__is_active=True)
        .select_related("person")
        .prefetch_related("mandates")
        .order_by("person__last_name", "person__first_name", "pk")
    )


def presidents(campaign: Campaign):
    """Ids of the active seats that preside, their account open."""
    mandates = Mandate.objects.filter(seat=OuterRef("pk"), role=Role.COMMITTEE_PRESIDENT, ended_at__isnull=True)
    presiding = Seat.objects.filter(Exists(mandates), campaign=campaign, state=SeatState.ACTIVE, person__is_active=True)
    return presiding.values_list("pk", flat=True)


def meetings(campaign: Campaign):
    """The committee's meetings, in order."""
    return Meeting.objects.filter(campaign=campaign, kind=MeetingKind.COMMITTEE).order_by("starts_at", "pk")


def presidents_withdrew(file) -> bool:
    """Whether everybody who presides withdrew from the file: another member then carries the proposal."""
    presiding = set(presidents(file.campaign))
    withdrawn = LinkDeclaration.objects.system().filter(file=file, seat__in=presiding).withdrawals()
    return presiding <= set(withdrawn.values_list("seat", flat=True))


def withdrawn_files(seat) -> set:
    """Ids of the files that the person withdrew from."""
    return set(LinkDeclaration.objects.system().filter(seat=seat).withdrawals().values_list("file", flat=True))


@dataclass(frozen=True)
class Quorum:
    """Members present out of the members, and how many it takes. The observer counts for nothing (C08, D4d)."""

    present: int
    members: int
    needed: int

    @classmethod
    def of(cls, session, seats, present: set) -> "Quorum":
        """From the members' seats and the ids of those that are there."""
        ids = {seat.pk for seat in seats}
        # Rounded up: half of seven is four.
        return cls(len(ids & present), len(ids), -(-len(ids) * session.quorum_percent // 100))

    @property
    def is_reached(self) -> bool:
        return self.present >= self.needed


def quorum(session, seats) -> Quorum:
    """The quorum of a session among these seats (those of ``members``)."""
    present = Attendance.objects.system().filter(session=session, seat__isnull=False, is_present=True)
    return Quorum.of(session, seats, set(present.values_list("seat", flat=True)))
