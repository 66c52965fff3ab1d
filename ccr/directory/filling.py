"""« Remplir depuis le SIRET »: a form shown again with what the public search service says.

Nothing that was typed is replaced unseen: what the service says otherwise is shown beside it, and taken only when the
person presses « Prendre les valeurs du répertoire ». Nothing is recorded.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from ccr.directory import company_search, services
from ccr.directory.forms import FLAGS
from ccr.ui import french

BUTTON, FILL, REPLACE = "lookup", "fill", "replace"
"""Name of the two buttons, and their values."""

UNKNOWN = (
    "Le répertoire public ne connaît pas ce numéro, ou ne peut pas le montrer : l’organisation est toute récente, ou a "
    "demandé à rester discrète. Vérifiez les chiffres, ou continuez en remplissant vous-même."
)


@dataclass
class Difference:
    """A field in which something else was typed than what the service says."""

    label: str
    typed: str
    told: str


@dataclass
class Found:
    """What the page says of a look-up. known_url: where a record that bears the number already leads."""

    sentence: str
    tone: str = "ok"
    filled: list[str] = field(default_factory=list)
    kept: list[Difference] = field(default_factory=list)
    replaced: list[Difference] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    known_url: str = ""


def asked(request) -> bool:
    """Whether one of the two buttons was pressed, not the form's own."""
    return request.method == "POST" and request.POST.get(BUTTON) in (FILL, REPLACE)


def fill(form, *, replace=False, known_url):
    """The form, to be shown again: what the service says stands in the fields that were empty.

    form: bound to what was typed; without a right number, it comes back with the number's error alone.
    replace: also where something else was typed. known_url: a function of the record that bears the number already.
    """
    form.keep_errors("number")
    number = form.cleaned_data.get("number", "")
    if not number:
        if not form.errors:
            form.add_error("number", "Donnez d’abord le SIREN ou le SIRET, puis remplissez.")
        return form
    known = services.known(number[:9], None)
    if known is not None and known.pk != form.instance.pk:
        sentence = f"{known.name} est déjà dans l’annuaire, avec ce numéro : il n’y a qu’une fiche par organisation."
        form.found = Found(sentence, "warn", known_url=known_url(known))
        return form
    try:
        company = company_search.find(number)
    except company_search.SearchFailed as failure:
        form.found = Found(failure.sentence, "warn")
        return form
    form.found = _write(form, company, replace) if company else Found(UNKNOWN, "warn")
    return form


def _write(form, company, replace) -> Found:
    form.data = data = form.data.copy()
    found = Found("", warnings=_warnings(company))
    for name, told in company.values.items():
        typed = data.get(name, "").strip()
        if _same(name, typed, told):
            continue
        label = form.fields[name].label
        if not typed or (name == "number" and told.startswith(_bare(typed))):
            found.filled.append(label)
        else:
            difference = Difference(label, _shown(form, name, typed), _shown(form, name, told))
            (found.replaced if replace else found.kept).append(difference)
            if not replace:
                continue
        data[name] = told
    held = data.getlist("flags")
    if added := [flag for flag in company.flags if flag not in held]:
        data.setlist("flags", [*held, *added])
        found.filled += [FLAGS[flag] for flag in added]
    found.sentence = _sentence(company, found)
    return found


def _sentence(company, found) -> str:
    name = company.values.get("name") or "Cette organisation"
    if found.filled or found.replaced:
        return f"{name} est au répertoire public. Relisez ce qui a été rempli, puis enregistrez."
    if found.kept:
        return f"{name} est au répertoire public. Rien n’a été changé."
    return f"{name} est au répertoire public, qui dit la même chose que vous."


def _warnings(company) -> list[str]:
    said = []
    if company.is_closed:
        said.append("Le répertoire la donne pour fermée : vérifiez le numéro.")
    if company.establishment == company_search.SHUT:
        said.append("Cet établissement est fermé, selon le répertoire : vérifiez le SIRET et l’adresse.")
    if company.establishment == company_search.UNSHOWN:
        said.append("Le répertoire ne montre pas l’établissement de ce SIRET : l’adresse est celle du siège.")
    if company.is_partial:
        said.append("Une partie de ce que dit le répertoire n’est pas publique : complétez vous-même.")
    if company.other_form:
        said.append(
            f"Sa forme juridique (catégorie {company.other_form} de l’Insee) n’est pas dans notre liste : choisissez "
            "la plus proche."
        )
    return said


def _same(name, typed, told) -> bool:
    """Whether two values say the same, capitals, accents and punctuation aside: the register writes in capitals."""
    if name == "declared_on":
        parts = re.split(r"\D+", typed)
        return told in (typed, "-".join(reversed(parts)))
    return _bare(typed) == _bare(told)


def _bare(text) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]", "", plain)


def _shown(form, name, value) -> str:
    """A value as the form shows it."""
    if name == "declared_on":
        day = form.cleaned_data.get(name) if value == form.data.get(name, "").strip() else None
        return french.date_fr(day) if day else "/".join(reversed(value.split("-")))
    for key, label in getattr(form.fields[name], "choices", ()):
        for code, words in label if isinstance(label, list) else [(key, label)]:
            if code == value:
                return words
    return value
