"""The thread in a real browser: typed on a telephone, kept, sent, taken back; read at a desk; checked by axe."""

import pytest

from candidates import services
from ccr.programme import seats
from ccr.programme.roles import Role
from tests.candidates.reading import plain
from tests.factories import candidates as make
from tests.factories.core import make_campaign


@pytest.fixture
def campaign(transactional_db, freeze):
    freeze(make.OPEN_DAY, tick=True)
    return make_campaign()


def test_a_question_from_a_telephone_to_its_answer(campaign, open_page, axe):
    application = make.begin(campaign)
    page = open_page(make.representative(application).person, width=375)
    page.goto("/2011/messages/")
    page.expected_errors.append("422")
    page.fill("#id_text", "o" * 5_003)  # as pasted: nothing is cut
    page.keyboard.press("Tab")
    page.get_by_text("3 caractères de trop").first.wait_for()
    page.get_by_text("au plus 5000 caractères").first.wait_for()
    assert len(page.input_value("#id_text")) == 5_003
    page.fill("#id_text", "Peut-on joindre un prévisionnel ?")
    page.keyboard.press("Tab")
    page.wait_for_selector(".autosave-state.is-saved")
    page.reload()
    assert page.input_value("#id_text") == "Peut-on joindre un prévisionnel ?"
    budget = {"name": "budget.pdf", "mimeType": "application/pdf", "buffer": make.small_pdf("Budget")}
    page.set_input_files("#id_files", budget)
    page.click("button:has-text('Envoyer')")
    assert "Non lu" in page.inner_text(".message.is-ours")
    page.click("button:has-text('Reprendre ce message')")
    assert page.input_value("#id_text") == "Peut-on joindre un prévisionnel ?"
    page.click("button:has-text('Envoyer')")

    desk = open_page(seats.holders(campaign, Role.COORDINATOR)[0])
    desk.goto("/2011/messages/")
    assert "1 fil à lire" in plain(desk.inner_text("h1"))
    axe(desk)
    desk.click(f"text={application.organisation.name}")
    assert "budget.pdf" in desk.inner_text(".message:not(.is-ours) >> nth=1")
    axe(desk)
    services.send_message(application, "Oui.", by=seats.seat_of(seats.holders(campaign, Role.COORDINATOR)[0], campaign))
    page.reload()
    assert "La coordination vous a écrit" in page.inner_text("h1")
    axe(page)
