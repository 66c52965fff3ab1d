"""The public company search service (« API Recherche d'entreprises »), asked for one number at a time.

Asked only when somebody presses « Remplir depuis le SIRET », and bounded on every side: an answer within
``PATIENCE`` seconds in all (name resolution included, hence the threads), never more than ``AT_ONCE`` questions of one
process on the way, no second try, no redirection, half a megabyte at most. What it answers is kept an hour.

The standard library's client is enough for one GET; the threads hold no connection to the database.
Source: https://recherche-entreprises.api.gouv.fr/docs/ (MIT), DOMAIN B7.
"""

import datetime
import http.client
import ipaddress
import json
import re
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError

from ccr import clock
from ccr.directory import identifiers
from ccr.directory.models import ASSOCIATION_FORMS, HeadcountBand, LegalForm
from ccr.wall.errors import DomainError

PATIENCE = 3.0
"""Seconds one waits for an answer, whatever happens."""
AT_ONCE = 2
"""Questions of one process under way: half its threads go on answering pages."""
LARGEST = 512 * 1024
"""Bytes that are read; an answer about one organisation takes some ten thousand."""
KEPT = 3600
"""Seconds an answer is remembered."""
RESULTS = 5

HIDDEN = "NON-DIFFUSIBLE"
"""What the service writes in place of what an organisation keeps from the public."""
GO_ON = "continuez en remplissant vous-même"
CLOSED = "C"
SHUT_DOWN = "F"
"""State of an establishment that closed; of the whole organisation it is ``CLOSED``."""
KNOWN, SHUT, UNSHOWN = "known", "shut", "unshown"


class SearchFailed(DomainError):
    """The service does not answer, or not in a way one understands: the form goes on without it."""


@dataclass(frozen=True)
class Company:
    """What the service says of an organisation.

    values: {field of an organisation's form: text}, and ``flags``: names of boolean fields; only what it tells.
    """

    siren: str
    values: dict = field(default_factory=dict)
    flags: tuple = ()
    is_closed: bool = False
    is_partial: bool = False
    other_form: str = ""
    """Its legal category, when it is none of ours."""
    establishment: str = ""
    """Of a SIRET that is not the head office's: what the address is, one of ``KNOWN``, ``SHUT`` and ``UNSHOWN``."""


def is_on() -> bool:
    """Whether there is a service to ask."""
    return bool(settings.COMPANY_SEARCH_URL)


def why_not_address(address: str) -> str | None:
    """None for an address that may be asked: encrypted, or on this very machine."""
    parts = urlsplit(address)
    if parts.scheme == "https" and parts.hostname:
        return None
    if parts.scheme == "http" and parts.hostname and _is_loopback(parts.hostname):
        return None
    return "COMPANY_SEARCH_URL must be an https address, or an http address of this machine."


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def find(number: str) -> Company | None:
    """The organisation of a SIREN or SIRET, None when the service knows none that it may show.

    number: digits, whose key was checked. Of a SIRET, the address is that establishment's, when the service shows it:
    it is asked for the whole number, and lists under ``matching_etablissements`` those that match.
    Raises SearchFailed, in French.
    """
    key = f"company-search:{number}"
    if (kept := cache.get(key)) is None:
        kept = _ask(number)
        cache.set(key, kept, KEPT)
    found = [one for one in kept if isinstance(one, dict) and one.get("siren") == number[:9]]
    return _company(found[0], number) if found else None


# Asking


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


_places = threading.BoundedSemaphore(AT_ONCE)
_threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="company-search")
_opener = urllib.request.build_opener(_NoRedirect)


def _ask(number: str) -> list:
    """The results for a number, in a thread that is waited for no longer than one should."""
    if not is_on():
        raise SearchFailed(f"La recherche d’entreprises n’est pas disponible ici : {GO_ON}.")
    if not _places.acquire(blocking=False):
        raise SearchFailed(f"Trop de recherches en même temps : réessayez dans un instant, ou {GO_ON}.")
    try:
        asked = _threads.submit(_fetch, number)
    except RuntimeError as error:  # this process is ending
        _places.release()
        raise _unanswered() from error
    asked.add_done_callback(lambda _: _places.release())
    try:
        answer = asked.result(PATIENCE)
    except TooLate as error:
        raise _unanswered() from error
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == http.client.TOO_MANY_REQUESTS:
            raise SearchFailed(
                "Le service public de recherche d’entreprises reçoit trop de demandes : réessayez dans une minute, ou "
                f"{GO_ON}."
            ) from error
        raise _unanswered() from error
    except (OSError, http.client.HTTPException, ValueError, RecursionError) as error:
        raise _unanswered() from error
    results = answer.get("results") if isinstance(answer, dict) else None
    if not isinstance(results, list):
        raise _unanswered()
    return results[:RESULTS]


def _unanswered() -> SearchFailed:
    return SearchFailed(f"Le service public de recherche d’entreprises ne répond pas : {GO_ON}.")


def _fetch(number: str):
    """Ask and read, in the thread. Raises OSError (HTTPError among them), HTTPException or ValueError."""
    if reason := why_not_address(settings.COMPANY_SEARCH_URL):
        raise ValueError(reason)
    question = urlencode({"q": number, "page": 1, "per_page": RESULTS})
    request = urllib.request.Request(  # noqa: S310 (its scheme was just checked)
        f"{settings.COMPANY_SEARCH_URL}?{question}",
        headers={"Accept": "application/json", "User-Agent": "ccr-marseille (formulaire de fiche)"},
    )
    until = time.perf_counter() + PATIENCE
    with _opener.open(request, timeout=PATIENCE) as response:
        read = b""
        while chunk := response.read1(65_536):
            read += chunk
            if len(read) > LARGEST:
                raise ValueError("too long an answer")
            if time.perf_counter() > until:
                raise TimeoutError
    return json.loads(read)


# Understanding


def _company(told: dict, number: str) -> Company:
    """What the service's words are on our form; what is missing, hidden or not understood is left out."""
    seat = told.get("siege") if isinstance(told.get("siege"), dict) else {}
    more = told.get("complements") if isinstance(told.get("complements"), dict) else {}
    form = _text(told.get("nature_juridique"))
    siren = told["siren"]
    place, establishment = _place(told, seat, number)
    values = {
        "number": _siret(place, siren),
        "name": (_text(told.get("nom_raison_sociale")) or _text(told.get("nom_complet")))[:200],
        "legal_form": form if form in LegalForm.values else "",
        "rna": _checked(identifiers.clean_rna, more.get("identifiant_association")),
        "declared_on": _day(told.get("date_creation")),
        "naf_code": _checked(identifiers.clean_naf, told.get("activite_principale")),
        "headcount_band": _one_of(HeadcountBand, told.get("tranche_effectif_salarie")),
        "address": _street(place)[:200],
        "postcode": _postcode(place),
        "city": _text(place.get("libelle_commune"))[:100],
    }
    if form and form not in ASSOCIATION_FORMS:
        values["rna"] = ""  # only an association bears one
    return Company(
        siren=siren,
        values={name: value for name, value in values.items() if value},
        flags=tuple(name for name, told_as in (("is_ess", "est_ess"), ("is_siae", "est_siae")) if more.get(told_as)),
        is_closed=told.get("etat_administratif") == CLOSED,
        is_partial=HIDDEN in json.dumps([told.get("nom_complet"), place.get("adresse")]),
        other_form=form if form not in LegalForm.values else "",
        establishment=establishment,
    )


def _place(told, seat, number) -> tuple[dict, str]:
    """The establishment whose address is asked for, and what is known of it: the head office unless another's SIRET."""
    if len(number) == 9 or _siret(seat, told["siren"]) == number:
        return seat, ""
    listed = told.get("matching_etablissements")
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict) and one.get("siret") == number:
            return one, SHUT if one.get("etat_administratif") == SHUT_DOWN else KNOWN
    return seat, UNSHOWN


def _text(value) -> str:
    """One line of text, empty for anything else and for what is hidden."""
    if not isinstance(value, str) or HIDDEN in value:
        return ""
    return re.sub(r"[\s\x00-\x1f]+", " ", value).strip()


def _checked(clean, value) -> str:
    try:
        return clean(_text(value))
    except ValidationError:
        return ""


def _one_of(choices, value) -> str:
    return value if isinstance(value, str) and value in choices.values else ""


def _siret(seat, siren) -> str:
    siret = _checked(identifiers.clean_siret, seat.get("siret"))
    return siret if siret.startswith(siren) else siren


def _day(value) -> str:
    try:
        day = datetime.date.fromisoformat(_text(value))
    except ValueError:
        return ""
    return day.isoformat() if datetime.date(1800, 1, 1) <= day <= clock.today() else ""


def _postcode(seat) -> str:
    code = _text(seat.get("code_postal"))
    return code if re.fullmatch(r"[0-9]{5}", code) else ""


def _street(seat) -> str:
    """The address without its postcode and town, which have fields of their own."""
    parts = [_text(seat.get(name)) for name in ("numero_voie", "indice_repetition", "type_voie", "libelle_voie")]
    if parts[-1]:
        return " ".join(part for part in parts if part)
    whole, code = _text(seat.get("adresse")), _text(seat.get("code_postal"))
    return whole.partition(f" {code} ")[0] if code else whole
