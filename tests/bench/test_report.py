"""What the bench calls a failure."""

from tests.bench import report
from tests.bench.measure import Measure, Page
from tests.bench.sizes import DETAIL, FORM_LIMIT


def measured(median, **page) -> dict:
    """A page that takes that many milliseconds, at two sizes."""
    row = Measure(Page("Candidature", "/", "", DETAIL, **page), 200, 18, median, median, 1024)
    return {200: [row], 1000: [row]}


def test_a_page_with_a_limit_fails_above_it_and_only_then():
    assert report.failures(measured(FORM_LIMIT + 1)) == []
    assert report.failures(measured(FORM_LIMIT, limit=FORM_LIMIT)) == []
    assert report.failures(measured(FORM_LIMIT + 1, limit=FORM_LIMIT)) == [
        "Candidature (200 structures) : médiane de 61 ms, plus de 60.",
        "Candidature (1000 structures) : médiane de 61 ms, plus de 60.",
    ]
