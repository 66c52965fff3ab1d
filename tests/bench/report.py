"""docs/mesures.md: the table, and what it says about the aims."""

import datetime
import os
import platform

from tests.bench.sizes import CALLS, LARGEST_CALL

LIMIT_P95 = 100
"""Milliseconds: above, the issue is not resolved."""
LIMIT_GROWTH = 1.3
"""What more structures may cost, as a multiple of 200."""
FLOOR = 10
"""Milliseconds: under it at both sizes, a difference says more of the machine than of the page."""


def milliseconds(value: float) -> str:
    return f"{value:.0f}".replace(".", ",")


def pages(measures: list) -> list:
    """The pages among what was measured: exports hold every row, and are only told."""
    return [m for m in measures if m.page.aim]


def grown(measures: dict[int, list]) -> list[tuple]:
    """(size, small, large) of the pages that cost more than they may with more structures, whatever they cost."""
    return [found for found in pairs(measures) if found[2].median > found[1].median * LIMIT_GROWTH]


def pairs(measures: dict[int, list]) -> list[tuple]:
    """(size, small, large): each page at each larger size, beside the smallest."""
    smallest, *larger = sorted(measures)
    return [
        (size, small, large)
        for size in larger
        for small, large in zip(pages(measures[smallest]), pages(measures[size]), strict=True)
    ]


def is_judged(small, large) -> bool:
    """Whether the growth of a page can be told from the noise of the machine."""
    return max(small.median, large.median) >= FLOOR


def failures(measures: dict[int, list]) -> list[str]:
    """What does not hold, one French sentence each. ``measures``: by number of structures, smallest first."""
    found = []
    sizes = sorted(measures)
    for size in sizes:
        for m in measures[size]:
            if m.status != 200:
                found.append(f"{m.page.name} ({size} structures) répond {m.status}.")
        for m in pages(measures[size]):
            if m.p95 > LIMIT_P95:
                found.append(
                    f"{m.page.name} ({size} structures) : p95 de {milliseconds(m.p95)} ms, plus de {LIMIT_P95}."
                )
            if m.page.limit and m.median > m.page.limit:
                found.append(
                    f"{m.page.name} ({size} structures) : médiane de {milliseconds(m.median)} ms, plus de "
                    f"{m.page.limit}."
                )
    for size, small, large in grown(measures):
        if is_judged(small, large):
            ratio = f"{large.median / small.median:.1f}".replace(".", ",")
            found.append(f"{large.page.name} coûte {ratio} fois plus à {size} structures qu’à {sizes[0]}.")
    for size, small, large in pairs(measures):
        if large.statements > small.statements:
            found.append(f"{large.page.name} fait {large.statements - small.statements} requêtes de plus à {size}.")
    return found


def write(measures: dict[int, list], times: int, notes: list[str] = (), load=None) -> str:
    """The page, in French."""
    sizes = sorted(measures)
    lines = [
        "# Mesures",
        "",
        f"Faites par `make bench` le {datetime.date.today():%d/%m/%Y} : gunicorn à 2 processus de 4 fils, PostgreSQL, "
        f"{os.cpu_count()} cœurs, Python {platform.python_version()}. Chaque page est ouverte {times} fois sur une "
        "connexion gardée, après seize ouvertures pour chauffer. Temps en millisecondes, de la demande au dernier "
        "octet.",
        "",
        "| page | structures | statut | requêtes | médiane | p95 | visée (médiane) | ko |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for index in range(len(measures[sizes[0]])):
        for size in sizes:
            m = measures[size][index]
            times_of = (milliseconds(m.median), milliseconds(m.p95), m.page.aim or "–")
            cells = (m.page.name, size, m.status, m.statements, *times_of)
            lines.append("| " + " | ".join(map(str, cells)) + f" | {m.size / 1024:.0f} |")
    lines += [
        "",
        f"Limites : p95 de {LIMIT_P95} ms ; {sizes[-1]} structures coûtent au plus "
        f"{str(LIMIT_GROWTH).replace('.', ',')} fois {sizes[0]}, et aucune requête de plus. Un export contient toutes "
        f"les lignes : il est mesuré, pas jugé. Plus de {LARGEST_CALL} structures sont celles de {CALLS} appels.",
    ]
    held = [m.page for m in pages(measures[sizes[0]]) if m.page.limit]
    if held:
        limits = ", ".join(f"{page.name} ({page.limit} ms)" for page in held)
        lines += ["", f"Limite de la médiane : {limits}."]
    noise = dict.fromkeys(large.page.name for _, small, large in grown(measures) if not is_judged(small, large))
    if noise:
        lines += [
            "",
            f"Sous {FLOOR} ms aux deux tailles, le rapport n’est pas jugé ; il dépasse ici la limite pour : "
            + ", ".join(noise)
            + ".",
        ]
    found = failures(measures)
    lines += ["", "## Ce qui ne tient pas", ""] if found else ["", "Tout tient."]
    lines += [f"- {sentence}" for sentence in found]
    slow = [m for m in pages(measures[sizes[-1]]) if m.median > m.page.aim]
    if slow:
        lines += ["", "Au-dessus de la visée, sous la limite : " + ", ".join(m.page.name for m in slow) + "."]
    if load:
        lines += ["", "## Deux cents personnes qui écrivent", "", *load.sentences(), *load.failures()]
    if notes:
        lines += ["", "## Le gardien du mur", "", *notes]
    return "\n".join(lines) + "\n"
