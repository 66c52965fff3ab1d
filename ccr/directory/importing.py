"""Import of the directory from a CSV file: read, show line by line what it would do, then do exactly that (A160, B7).

The lines are kept as they were read and judged; confirming writes them and reads no file again. What the directory
became meanwhile is looked at under its rows' locks: a line whose record changed is said, and left aside.

Only the coordination imports, as it alone records an organisation it does not belong to. RAMSESS membership and the
right to diagnose are not in the file: they are given one by one, with RAMSESS's agreement.
"""

import datetime
import hashlib
from collections import Counter

from django.db import IntegrityError, transaction
from django.db.models import F

from ccr import clock, journal
from ccr.directory import rules, sheets
from ccr.directory.lines import LABELS, read_line
from ccr.directory.models import (
    HeadcountBand,
    Import,
    ImportLine,
    ImportState,
    LegalForm,
    LineOutcome,
    LineResult,
    Organisation,
)
from ccr.directory.services import SCOP_FORMS, mirror, tell_form
from ccr.directory.states import IMPORT
from ccr.once import key_about, make_once
from ccr.wall.errors import DomainError, refuse

AT_A_TIME = 500
"""Rows per statement."""


# What it would do


@transaction.atomic
def plan_import(content: bytes, filename: str, *, key=None, by) -> Import:
    """Read a file and keep what each of its lines would do; nothing of the directory is written.

    content: of the CSV file. by: the coordinator's seat. key: of the form (``ccr.once``).
    Raises DomainError when the file cannot be read.
    """
    sheet = sheets.read(content)
    made, is_new = make_once(
        Import.objects.system().filter(by_seat=by),
        key_about(key, by),
        campaign_id=by.campaign_id,
        by_seat=by,
        filename=filename[-150:],
        sha256=hashlib.sha256(content).hexdigest(),
        unknown=[heading[:80] for heading in sheet.unknown[:50]],
        read_at=clock.now(),
    )
    if is_new:
        lines = _judged(made, [read_line(number, cells) for number, cells in sheet.lines])
        ImportLine.objects.system().bulk_create(lines, AT_A_TIME)
    return made


class _Directory:
    """The records that bear the numbers of a file, and the names that it gives."""

    def __init__(self, many):
        self.former = {None}  # numbers that only a merged record bears: they lead to the one kept, and change nothing
        self.by_siren = self._by("siren", {values.get("siren") for values in many})
        self.by_rna = self._by("rna", {values.get("rna") for values in many})

    def _by(self, name, wanted):
        found = {}
        wanted = sorted(filter(None, wanted))
        for start in range(0, len(wanted), AT_A_TIME):
            rows = Organisation.objects.filter(**{f"{name}__in": wanted[start : start + AT_A_TIME]})
            for row in rows.select_related("merged_into"):
                found[getattr(row, name)] = row.kept
                if row.merged_into_id:
                    self.former |= {row.siren, row.rna}
        return found

    def told(self, values) -> dict:
        """What a line says, the numbers of a merged record aside."""
        own = {name: values[name] for name in ("siren", "rna") if values.get(name) not in self.former}
        rest = {name: value for name, value in values.items() if name not in ("siren", "siret", "rna")}
        return rest | own | ({"siret": values["siret"]} if "siren" in own and "siret" in values else {})

    def bearers(self, values) -> list[Organisation]:
        """The records that bear the line's numbers, each once."""
        found = [self.by_siren.get(values.get("siren")), self.by_rna.get(values.get("rna"))]
        return list({row.pk: row for row in found if row is not None}.values())


def _judged(made, lines) -> list[ImportLine]:
    directory = _Directory([line.values for line in lines])
    names = _known_names(lines)
    seen, judged = {}, []
    for line in lines:
        row = ImportLine(of=made, number=line.number, name=line.values.get("name", ""), values=line.values)
        twin = _twin(seen, line)
        if line.faults or twin:
            row.outcome, row.reason = LineOutcome.REFUSED, " ".join([*line.faults, *filter(None, [twin])])
        else:
            row.values = directory.told(line.values)
            _judge(row, directory.bearers(line.values), names)
        judged.append(row)
    return judged


def _known_names(lines) -> set[str]:
    wanted, found = sorted({line.values["name"] for line in lines if line.values.get("name")}), set()
    for start in range(0, len(wanted), AT_A_TIME):
        rows = Organisation.objects.kept().filter(name__in=wanted[start : start + AT_A_TIME])
        found |= {sheets.bare(name) for name in rows.values_list("name", flat=True)}
    return found


def _twin(seen, line) -> str | None:
    """An earlier line of the file that bears one of its numbers."""
    for name in ("siren", "rna"):
        if not (number := line.values.get(name)):
            continue
        first = seen.setdefault((name, number), line.number)
        if first != line.number:
            return f"Ce numéro est déjà à la ligne {first} du fichier : gardez une seule ligne par organisation."
    return None


def _judge(row, bearers, names):
    """Say what the line would do, of the records that bear its numbers."""
    values = row.values
    if len(bearers) > 1:
        names = " et ".join(f"« {bearer.name} »" for bearer in bearers)
        row.outcome = LineOutcome.REFUSED
        row.reason = f"Son SIREN et son RNA sont ceux de deux fiches, {names} : fusionnez-les d’abord."
        return
    if bearers:
        [row.organisation] = bearers
        row.changes = _changes(row.organisation, values)
        reason = _why_not_change(row.organisation, values, row.changes)
        row.outcome = LineOutcome.UPDATE if row.changes else LineOutcome.SAME
        row.values = {}
    else:
        reason = _why_not_create(values)
        row.outcome = LineOutcome.CREATE
        if values.get("legal_form") in SCOP_FORMS:
            values["is_scop"] = True
        if sheets.bare(row.name) in names:
            row.reason = "Une fiche porte déjà ce nom, sous un autre numéro : si c’est la même, fusionnez-les ensuite."
    if reason:
        row.outcome, row.reason, row.changes = LineOutcome.REFUSED, reason, {}


def _why_not_create(values) -> str | None:
    if "legal_form" not in values:
        return "Forme juridique : il en faut une pour créer une fiche."
    return rules.why_not_identified(
        siren=values.get("siren"),
        rna=values.get("rna"),
        legal_form=values["legal_form"],
        declared_on=_as_day(values.get("declared_on")),
    )


def _why_not_change(record, values, changes) -> str | None:
    for name in ("siren", "rna"):
        if values.get(name) and getattr(record, name) and getattr(record, name) != values[name]:
            return (
                f"Cette ligne et la fiche « {record.name} » ont un numéro en commun, et un autre {LABELS[name]} : "
                "vérifiez, puis corrigez la fiche à la main."
            )
    if not {"siren", "rna", "legal_form", "declared_on"} & set(changes):
        return None
    now = {name: values.get(name) or getattr(record, name) for name in ("siren", "rna", "legal_form")}
    return rules.why_not_identified(**now, declared_on=_as_day(values.get("declared_on")) or record.declared_on)


def shown(name: str, value) -> str:
    """A value of a line, as the page shows it."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if not value:
        return "vide"
    if name == "declared_on":
        return f"{datetime.date.fromisoformat(value):%d/%m/%Y}"
    choices = {"legal_form": LegalForm, "headcount_band": HeadcountBand}.get(name)
    return choices(value).label if choices else value


def _as_day(text) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _kept(value):
    """A field of a record, as a line keeps it."""
    return value.isoformat() if isinstance(value, datetime.date) else value if value is not None else ""


def _changes(record, values) -> dict:
    """{field: [what the record says, what the line says]}: empty cells change nothing, nor do capitals and accents."""
    found = {}
    for name, value in values.items():
        old = _kept(getattr(record, name))
        same = sheets.bare(old) == sheets.bare(value) if name in ("name", "address", "city") else old == value
        if not same and not (name == "is_scop" and record.legal_form in SCOP_FORMS):
            found[name] = [old, value]
    return found


# Doing it


def why_not_confirm(planned: Import) -> str | None:
    """None while the file waits to be confirmed and would do something."""
    if planned.state == ImportState.DONE:
        return "Ce fichier est déjà importé : la page dit ce que chaque ligne est devenue."
    acts = (LineOutcome.CREATE, LineOutcome.UPDATE)
    if not ImportLine.objects.system().filter(of=planned, outcome__in=acts).exists():
        return "Aucune ligne de ce fichier ne créerait ni ne changerait une fiche."
    return None


@transaction.atomic
def confirm_import(planned: Import, *, by) -> Import:
    """Do what the lines said, whole or not at all; a line that the directory has overtaken is left aside, and says so.

    by: the coordinator's seat. Raises DomainError.
    """
    planned = Import.objects.system().select_for_update(of=("self",)).get(pk=planned.pk)
    refuse(why_not_confirm(planned))
    lines = list(ImportLine.objects.system().filter(of=planned).exclude(result=LineResult.WRITTEN).order_by("number"))
    try:
        with transaction.atomic():
            _create([line for line in lines if line.outcome == LineOutcome.CREATE], by)
            _update([line for line in lines if line.outcome == LineOutcome.UPDATE], by)
    except IntegrityError as error:
        raise DomainError(
            "Quelqu’un vient d’écrire dans l’annuaire pendant l’import : rien n’a été importé. Confirmez de nouveau."
        ) from error
    acted = [line for line in lines if line.result]
    _keep_results(acted)
    IMPORT.move(planned, ImportState.DONE, done_at=clock.now())
    counts = Counter((line.outcome, line.result) for line in acted)
    journal.record(
        by,
        "imported",
        planned,
        created=counts[LineOutcome.CREATE, LineResult.WRITTEN],
        changed=counts[LineOutcome.UPDATE, LineResult.WRITTEN],
        skipped=sum(number for (_, result), number in counts.items() if result == LineResult.SKIPPED),
    )
    return planned


def _keep_results(lines):
    """Write down what became of the lines. A record that a line created bears the line's own key."""
    rows = ImportLine.objects.system()
    for outcome, also in ((LineOutcome.CREATE, {"organisation": F("pk")}), (LineOutcome.UPDATE, {})):
        written = [line.pk for line in lines if (line.outcome, line.result) == (outcome, LineResult.WRITTEN)]
        for start in range(0, len(written), AT_A_TIME):
            rows.filter(pk__in=written[start : start + AT_A_TIME]).update(result=LineResult.WRITTEN, **also)
    skipped = [line for line in lines if line.result == LineResult.SKIPPED]
    rows.bulk_update(skipped, ["result", "reason", "organisation"], AT_A_TIME)


def _skip(line, reason):
    line.result, line.reason = LineResult.SKIPPED, reason


def _create(lines, by):
    directory, made = _Directory([line.values for line in lines]), []
    for line in lines:
        if found := directory.bearers(line.values):
            line.organisation = found[0]
            _skip(line, f"« {found[0].name} » est entrée dans l’annuaire avec ce numéro depuis la vérification.")
            continue
        values = line.values | {"declared_on": _as_day(line.values.get("declared_on"))}
        line.result = LineResult.WRITTEN
        made.append(Organisation(pk=line.pk, **values))
    Organisation.objects.bulk_create(made, AT_A_TIME)
    journal.record_all(by, "created", made)


def _update(lines, by):
    records, changed = _locked(lines), []
    directory = _Directory([{name: new for name, (_, new) in line.changes.items()} for line in lines])
    for line in lines:
        record = line.organisation = records[line.organisation_id]
        overtaken = [name for name, (old, _) in line.changes.items() if _kept(getattr(record, name)) != old]
        overtaken = list(line.changes) if record.merged_into_id else overtaken
        new = {name: value for name, (_, value) in line.changes.items()}
        other = next((row for row in directory.bearers(new) if row.pk != record.pk), None)
        if overtaken:
            said = ", ".join(LABELS[name] for name in overtaken)
            _skip(line, f"La fiche a changé depuis la vérification ({said}) : la ligne n’a pas été écrite.")
        elif other is not None:
            _skip(line, f"« {other.name} » a pris ce numéro depuis la vérification : la ligne n’a pas été écrite.")
        else:
            was_association = record.is_association
            for name, value in new.items():
                setattr(record, name, _as_day(value) if name == "declared_on" else value)
            line.result = LineResult.WRITTEN
            changed.append((record, {"fields": sorted(new)}, was_association))
    by_fields = {}
    for record, details, _ in changed:
        by_fields.setdefault(tuple(details["fields"]), []).append(record)
    for names, rows in by_fields.items():
        Organisation.objects.bulk_update(rows, names, AT_A_TIME)
    for record, *_ in changed:
        mirror(record)
    journal.record_all(by, "changed", [record for record, *_ in changed], [details for _, details, _ in changed])
    for record, _, was_association in changed:
        tell_form(record, was_association=was_association, by=by)


def _locked(lines) -> dict:
    """The records of the lines, locked in one order, by key."""
    wanted, found = sorted({line.organisation_id for line in lines}), {}
    for start in range(0, len(wanted), AT_A_TIME):
        rows = Organisation.objects.filter(pk__in=wanted[start : start + AT_A_TIME]).order_by("pk")
        found |= {row.pk: row for row in rows.select_for_update(of=("self",))}
    return found
