"""Two records of one organisation become one: the merged record points to the kept one, and is read through it.

What may move moves, under the calls' locks: memberships, mandates, functions and open requests take the kept record's
key. What is sealed does not: an application, a diagnostic, a mail keep the key they were written with, and a seat that
acts for the kept record acts for both (``Seat.organisations_as``, ``Mandate.covers``). The merged record says what the
kept one says (``Organisation.mirrored``), so that every list, mail and rule of the other apps reads the same
organisation without knowing of the merge.

There is no « séparer »: what came after — a member who joined, a mandate, an application — would have to be given to
one or the other, which only a person can say. The page shows everything before; the journal and the row of the merge
keep what was done.
"""

from dataclasses import dataclass, field

from django.db import transaction

from ccr import clock, journal, registry
from ccr.directory import contacts
from ccr.directory.models import Contact, JoinRequest, JoinState, Membership, Merge, Organisation
from ccr.directory.rules import OPEN_STATES
from ccr.directory.services import mirror, tell_form
from ccr.directory.states import JOIN_REQUEST
from ccr.programme import rules as programme
from ccr.programme import seats
from ccr.programme.models import Engagement, Mandate, Seat
from ccr.programme.roles import Function
from ccr.ui.french import counted
from ccr.wall.errors import refuse
from ccr.wall.sides import Side

NUMBERS = ("siren", "siret", "rna")


@dataclass
class Plan:
    """What merging would do. refusal: None when nothing stands against it."""

    refusal: str | None
    consequences: list[str] = field(default_factory=list)


def look(kept: Organisation, merged: Organisation) -> Plan:
    """What merging the second record into the first would do, or why it may not be done. Writes nothing."""
    said = [provider(kept, merged) for provider in registry.providers("merging", {Side.COORDINATION})]
    reasons = [reason for one in said for reason in one.reasons]
    refusal = _why_not_two(kept, merged) or programme.why_not_merge(kept, merged) or " ".join(reasons) or None
    if refusal:
        return Plan(refusal)
    lines = [*_consequences(kept, merged), *(line for one in said for line in one.consequences)]
    return Plan(None, [*lines, *_where_form_counts(kept, merged)])


def _where_form_counts(kept, merged) -> list[str]:
    """What counts what is in the merged record's name otherwise, once it says the form of the kept one (A065, D7)."""
    if kept.is_association == merged.is_association:
        return []
    return [
        " ".join(filter(None, [one.title, one.detail]))
        for provider in registry.providers("form_consequences", {Side.COORDINATION})
        for one in provider(merged, kept.is_association)
    ]


def _why_not_two(kept, merged) -> str | None:
    if kept.pk == merged.pk:
        return "C’est la même fiche : choisissez-en une autre."
    if merged.merged_into_id:
        return f"« {merged.former_name} » est déjà fusionnée dans « {merged.name} »."
    if kept.merged_into_id:
        return f"« {kept.former_name} » est déjà fusionnée dans « {kept.name} » : choisissez celle-ci."
    return None


def _consequences(kept, merged) -> list[str]:
    members = merged.memberships.current(clock.today()).count()
    mandates = Mandate.objects.filter(organisation=merged, ended_at__isnull=True).select_related("seat__campaign")
    functions = Engagement.objects.filter(organisation=merged, ended_at__isnull=True).select_related("campaign")
    asked = JoinRequest.objects.filter(organisation=merged, state__in=OPEN_STATES).count()
    reached, there = (Contact.objects.live().of(record).count() for record in (merged, kept))
    taken = _numbers_taken(kept, merged)
    lines = []
    if members:
        lines.append(f"{counted(members, 'personne rejoint', 'personnes rejoignent')} « {kept.name} ».")
    lines += [
        f"{mandate.get_role_display().capitalize()} : un rôle de {mandate.seat.campaign.title} est tenu au nom de la "
        "fiche gardée."
        for mandate in mandates.order_by("seat__campaign__opens_on", "role", "pk")
    ]
    lines += [
        f"{one.campaign.title} : la fiche gardée prend la fonction « {Function(one.function).label} »."
        for one in functions.order_by("campaign__opens_on", "function")
    ]
    if asked:
        lines.append(
            f"{counted(asked, 'demande de rattachement passe', 'demandes de rattachement passent')} à la fiche gardée."
        )
    if reached:
        lines.append(f"{counted(reached, 'contact passe', 'contacts passent')} à la fiche gardée.")
    if reached and reached + there > contacts.MOST:
        lines.append(
            f"La fiche gardée aura {reached + there} contacts, plus que les {contacts.MOST} d’une fiche\u00a0: tous "
            "restent, aucun ne s’y ajoute."
        )
    if taken:
        said = ", ".join(name.upper() for name in taken)
        lines.append(f"La fiche gardée prend, de l’autre, ce qui lui manque : {said}.")
    if merged.legal_form != kept.legal_form:
        lines.append(
            f"Ce qui est au nom de l’autre fiche change de forme juridique : « {merged.get_legal_form_display()} » "
            f"devient « {kept.get_legal_form_display()} »."
        )
    return lines


def _numbers_taken(kept, merged) -> dict:
    """{field: value} of what the kept record lacks and the merged one bears."""
    found = {}
    if not kept.siren and merged.siren:
        found["siren"] = merged.siren
    if not kept.siret and merged.siret.startswith(kept.siren or merged.siren or "?"):
        found["siret"] = merged.siret
    if not kept.rna and merged.rna and kept.is_association:
        found["rna"] = merged.rna
    return {name: value for name, value in found.items() if value}


@transaction.atomic
def merge_organisations(kept: Organisation, merged: Organisation, *, reason: str, by) -> Merge:
    """Merge the second record into the first.

    reason: why they are one organisation. by: the coordinator's seat.
    Raises DomainError: functions that one organisation may not hold, two applications in one call…
    """
    seats.lock_calls()
    records = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=(kept.pk, merged.pk)).order_by("pk")
    found = {record.pk: record for record in records}
    kept, merged = found[kept.pk], found[merged.pk]
    refuse(look(kept, merged).refusal)
    held = Mandate.objects.filter(organisation=merged).values("seat")
    list(Seat.objects.select_for_update(of=("self",)).filter(pk__in=held).order_by("pk"))
    moved = {
        "memberships": _carry_memberships(kept, merged),
        "mandates": _carry(Mandate, kept, merged, "ended_at", ("seat_id", "role")),
        "functions": _carry(Engagement, kept, merged, "ended_at", ("campaign_id", "function")),
        "requests": _carry_requests(kept, merged, by),
        "contacts": _carry_contacts(kept, merged),
    }
    was_association = merged.is_association
    _point(kept, merged)
    made = Merge.objects.system().create(
        kept=kept, merged=merged, campaign_id=by.campaign_id, by_seat=by, at=clock.now(), reason=reason
    )
    journal.record(by, "merged", merged, into=kept.pk, **moved)
    tell_form(kept, was_association=was_association, by=by)
    return made


def _carry(model, kept, merged, end, alike) -> list:
    """Give the rows of the merged record to the kept one; what both hold live is ended once. Gives their keys."""
    live = {
        tuple(getattr(row, name) for name in alike) for row in model.objects.filter(organisation=kept, **{end: None})
    }
    rows = list(model.objects.filter(organisation=merged).order_by("pk"))
    for row in rows:
        row.organisation = kept
        if getattr(row, end) is None and tuple(getattr(row, name) for name in alike) in live:
            setattr(row, end, clock.now())
        row.save(update_fields=["organisation", end])
    return [row.pk for row in rows]


def _carry_memberships(kept, merged) -> list:
    there = {row.person_id: row for row in Membership.objects.filter(organisation=kept, ends_on__isnull=True)}
    rows = list(Membership.objects.filter(organisation=merged).order_by("pk"))
    for row in rows:
        row.organisation = kept
        if row.ends_on is None and (twin := there.get(row.person_id)):
            row.ends_on = clock.today()
            if row.is_representative and not twin.is_representative:
                twin.is_representative = True
                twin.save(update_fields=["is_representative"])
        row.save(update_fields=["organisation", "ends_on"])
    return [row.pk for row in rows]


def _carry_requests(kept, merged, by) -> list:
    """A request to join the merged record waits for the kept one; two of one person wait once, a member's no more."""
    open_ones = JoinRequest.objects.filter(organisation=kept, state__in=OPEN_STATES)
    settled = set(open_ones.values_list("person_id", flat=True))
    settled |= set(kept.memberships.current(clock.today()).values_list("person_id", flat=True))
    rows = list(JoinRequest.objects.filter(organisation=merged, state__in=OPEN_STATES).order_by("asked_at", "pk"))
    for row in rows:
        if row.person_id in settled:
            JOIN_REQUEST.move(row, JoinState.REFUSED, answered_at=clock.now(), answered_by_id=by.person_id)
        row.organisation = kept
        row.save(update_fields=["organisation"])
    return [row.pk for row in rows]


def _carry_contacts(kept, merged) -> list:
    rows = Contact.objects.filter(organisation=merged)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    rows.update(organisation=kept)
    return keys


def _point(kept, merged):
    """The merged record gives the numbers the kept one lacks, then points to it and says what it says."""
    taken = _numbers_taken(kept, merged)
    for name in taken:
        setattr(merged, name, "" if name == "siret" else None)
    if "siren" in taken:
        merged.siret = ""
    merged.former_name, merged.merged_into = merged.name, kept
    ids = [str(merged.pk), *merged.merged_ids]
    merged.merged_ids = []
    merged.save(update_fields=[*NUMBERS, "former_name", "merged_into", "merged_ids"])
    Organisation.objects.filter(merged_into=merged).update(merged_into=kept)
    for name, value in taken.items():
        setattr(kept, name, value)
    kept.merged_ids = [*kept.merged_ids, *ids]
    kept.save(update_fields=[*NUMBERS, "merged_ids"])
    mirror(kept)
