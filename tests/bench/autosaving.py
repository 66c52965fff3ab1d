"""Two hundred people who type at the same time: each saves a field every few seconds, for a minute.

Run as a program (``python -m tests.bench.autosaving 200``) in the environment of the bench: prints where each of that
many people saves her application, and her session cookie, as JSON.
"""

import http.client
import json
import statistics
import sys
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

import django

from tests.bench.sizes import SLUG

PEOPLE, SECONDS, PAUSE = 200, 60, 4
"""How many, for how long, and the seconds each thinks between two sentences."""
LIMIT_P95 = 500
"""Milliseconds."""
TOKEN = "m" * 32
"""The form's token, that a page would have given."""


@dataclass
class Load:
    """What the minute gave: milliseconds of each save, and the answers that were not « saved »."""

    spent: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.spent, n=20)[-1] if len(self.spent) > 1 else 0.0

    def failures(self) -> list[str]:
        """French sentences."""
        found = []
        if self.errors:
            found.append(f"{len(self.errors)} enregistrements refusés ou perdus sur {len(self.spent)}.")
        if self.p95 > LIMIT_P95:
            found.append(f"Le p95 de l’enregistrement est de {self.p95:.0f} ms, plus de {LIMIT_P95}.")
        return found

    def sentences(self) -> list[str]:
        """For docs/mesures.md."""
        return [
            f"{PEOPLE} personnes tapent chacune dans sa candidature pendant {SECONDS} secondes, une phrase toutes les "
            f"{PAUSE} secondes : {len(self.spent)} enregistrements, {len(self.errors)} en erreur, médiane "
            f"{statistics.median(self.spent):.0f} ms, p95 {self.p95:.0f} ms (limite : {LIMIT_P95}, et aucune erreur)."
        ]


def type_for_a_minute(port: int, people: list[tuple[str, str]]) -> Load:
    """people: pairs of an address and a session cookie."""
    load, begins = Load(), time.monotonic() + 1
    threads = [
        threading.Thread(target=person, args=(load, port, path, cookie, begins + PAUSE * number / len(people)))
        for number, (path, cookie) in enumerate(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return load


def person(load: Load, port: int, path: str, cookie: str, begins: float):
    """One of them, on a connection of her own, whatever happens to the others."""
    time.sleep(max(begins - time.monotonic(), 0))
    ends, sentence = begins + SECONDS, 0
    headers = {
        "Host": "localhost",
        "Cookie": f"{cookie}; csrftoken={TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while time.monotonic() < ends:
        sentence += 1
        typed = {"csrfmiddlewaretoken": TOKEN, "field": "project", "project": f"Un atelier ouvert. Phrase {sentence}."}
        start = time.perf_counter()
        try:
            connection.request("POST", path, urlencode(typed), headers)
            answer = connection.getresponse()
            said = answer.read().decode()
            if answer.getheader("X-Autosave") != "saved":
                load.errors.append(f"{answer.status}: {said[:200]}")
        except (OSError, http.client.HTTPException) as error:
            load.errors.append(repr(error))
            connection.close()
        load.spent.append((time.perf_counter() - start) * 1000)
        time.sleep(PAUSE)


def main():
    django.setup()
    from django.urls import reverse

    from candidates.models import Application
    from tests.bench.seed import cookie
    from tests.factories import candidates

    mine = Application.objects.system().filter(campaign__slug=SLUG).select_related("campaign", "organisation")
    found = []
    for application in mine.order_by("begun_at")[: int(sys.argv[1])]:
        who = candidates.representative(application).person
        found.append([reverse("candidates:autosave", args=[SLUG, application.pk]), cookie(who.email)])
    print(json.dumps(found))  # noqa: T201


if __name__ == "__main__":
    main()
