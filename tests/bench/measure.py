"""How long a page takes, as a browser on a kept connection sees it."""

import http.client
import statistics
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A page to measure. ``person``: the e-mail of who opens it, "" for a visitor; ``aim``: milliseconds, median,
    0 for an export, which holds every row; ``limit``: milliseconds, median, above which it fails, 0 for none.
    """

    name: str
    path: str
    person: str
    aim: int
    limit: int = 0


@dataclass(frozen=True)
class Measure:
    """What a page cost: statements of one request, milliseconds."""

    page: Page
    status: int
    statements: int
    median: float
    p95: float
    size: int


class Visitor:
    """One kept connection, with or without somebody's session."""

    def __init__(self, port: int, cookie: str = ""):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Host": "localhost", "Accept-Encoding": "identity", "Connection": "keep-alive"}
        if cookie:
            self.headers["Cookie"] = cookie

    def get(self, path: str) -> tuple[float, int, int, int]:
        """Milliseconds, status, statements, bytes."""
        start = time.perf_counter()
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        spent = (time.perf_counter() - start) * 1000
        return spent, answer.status, int(answer.getheader("X-Statements", 0)), len(body)


def measure(page: Page, port: int, cookie: str, times: int, warm_up: int = 16) -> Measure:
    """Open a page ``times`` times on one connection, after warming up both workers with connections of their own."""
    for _ in range(warm_up):
        Visitor(port, cookie).get(page.path)
    visitor = Visitor(port, cookie)
    visitor.get(page.path)
    spent, statuses, statements, sizes = zip(*(visitor.get(page.path) for _ in range(times)), strict=True)
    p95 = statistics.quantiles(spent, n=20)[-1]
    return Measure(page, max(statuses), max(statements), statistics.median(spent), p95, max(sizes))
