"""The needs on paper, for the structure alone."""

import pytest

from candidates.models import Document
from ccr.documents.tasks import relay
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing_as
from financing import services
from financing.models import NeedType
from tests.candidates.reading import pdf_text, text_of
from tests.factories import candidates
from tests.factories import financing as make


@pytest.fixture
def client(structure, sign_in):
    return sign_in(structure.person)


def ask(application):
    seat = candidates.representative(application)
    with passing_as(seat):
        return services.make_statement(application, by=seat)


def test_the_needs_are_put_on_paper_and_downloaded(client, application, url, commits):
    make.stated(application, words="Deux palettes de conserves.")
    make.stated(application, NeedType.WORKING_CAPITAL, "12000")
    make.withdrawn(application, amount="999")

    assert client.post(url("statement", application.pk)).url == f"{url('needs', application.pk)}#papier"
    relay()

    document = Document.objects.system().get()
    answer = client.get(f"/2011/candidature/documents/{document.pk}/")
    said = pdf_text(b"".join(answer.streaming_content))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "20 000 € à réunir d’ici mars 2012, dont 60 % de trésorerie" in said
    assert "Les Paniers du Port" in said
    assert "Deux palettes de conserves." in said
    assert "ne le transmet ni à l’instruction ni au comité" in said
    assert "999 €" not in said


def test_the_page_offers_it_then_shows_where_it_is(client, application, url):
    make.stated(application)
    assert "Préparer le PDF" in text_of(client.get(url("needs", application.pk)))

    ask(application)

    text = text_of(client.get(url("needs", application.pk)))
    assert "Préparer le PDF" not in text
    assert "État de nos besoins de financement" in text


def test_it_is_the_same_paper_until_a_need_changes(application, structure, freeze):
    line = make.stated(application)
    first = ask(application)
    assert ask(application) == first

    freeze("2011-11-23 10:00")
    with passing_as(structure):
        services.change_need(line, make.need(amount="9000"), by=structure)
    second = ask(application)
    assert second != first

    freeze("2011-11-24 10:00")
    make.withdrawn(application, amount="5")
    assert ask(application) not in (first, second)


def test_there_is_no_paper_without_a_need(client, application, url):
    make.withdrawn(application)

    with pytest.raises(DomainError, match="Exprimez d’abord un besoin"):
        ask(application)
    assert "Exprimez d’abord un besoin" in text_of(client.post(url("statement", application.pk), follow=True))


def test_only_the_structure_has_it(application, other, client, fund_officer, dla_officer, coordinator, sign_in, url):
    make.stated(other)
    document = ask(other)

    assert client.post(url("statement", other.pk)).status_code == 404
    for one in (client, *(sign_in(seat.person) for seat in (fund_officer, dla_officer, coordinator))):
        assert one.get(f"/2011/candidature/documents/{document.pk}/").status_code == 404
    for seat in (fund_officer, dla_officer, coordinator):
        assert sign_in(seat.person).post(url("statement", other.pk)).status_code == 404
