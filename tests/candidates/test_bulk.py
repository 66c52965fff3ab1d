"""The coordination's list: counts behind each choice, completeness, neighbours; one mail to several structures."""

import pytest
from django.db.models.signals import post_init
from django.urls import reverse

from candidates import services
from candidates.models import Application, BulkMail, Journal, Mail
from ccr.programme import seats
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing_as
from tests.candidates.reading import text_of
from tests.candidates.test_coordination import TABLE, names
from tests.factories import candidates as make
from tests.factories.core import OrganisationFactory, make_campaign
from tests.wall.asking import Visitor

WRITE = reverse("candidates:bulk_write", args=["2011"])
SAID = {"title": "Vos comptes", "text": "Joignez ceux de 2010.", "to": "everybody"}


def labels(answer, name) -> list[str]:
    return [str(label) for value, label in answer.context["filterset"].form.fields[name].choices if value]


def test_each_choice_says_how_many_it_would_keep_the_other_filters_staying(office, three):
    answer = office.get(TABLE)
    assert labels(answer, "candidature") == ["en cours de saisie (1)", "déposée (1)", "retirée (1)"]
    assert labels(answer, "diag") == ["première lettre A (1)"]

    narrowed = office.get(TABLE, {"forme": "societe", "candidature": "begun"})
    assert labels(narrowed, "candidature") == ["en cours de saisie (1)", "déposée (0)", "retirée (1)"]
    assert labels(narrowed, "forme") == ["associations (0)", "autres formes (1)"]
    assert labels(narrowed, "diag") == ["première lettre A (0)"]
    assert names(narrowed) == ["Bio Panisse"]

    found = office.get(TABLE, {"q": "bio"})
    assert labels(found, "candidature") == ["en cours de saisie (1)", "déposée (0)", "retirée (0)"]
    assert "3 structures, 1 candidature déposée" in text_of(found)
    assert names(found) == ["Bio Panisse"]


def test_the_list_says_how_far_each_application_being_typed_is(office, three, campaign):
    make.fill(three[1])
    half = make.begin(campaign, OrganisationFactory(name="Dédale"))
    make.fill(half, pieces=False, sign=False, sites=["mk2"])
    text = text_of(office.get(TABLE))

    assert text.count("12 rubriques sur 12 2 pièces sur 2") == 1  # not of the one deposited, nor withdrawn
    assert "10 rubriques sur 12 0 pièce sur 2" in text  # neither charter nor pieces


def test_from_one_structure_to_the_next_in_the_list_one_comes_from(office, three):
    _, begun, withdrawn = three
    page = office.get(reverse("candidates:structure", args=["2011", begun.pk]), {"forme": "societe", "page": "1"})
    around = page.context["around"]

    assert (around.place, around.number, around.before) == (1, 2, None)
    assert around.after == (withdrawn.pk, "Couture Commune")
    assert f"{withdrawn.pk}/?forme=societe".encode() in page.content
    gone = office.get(reverse("candidates:structure", args=["2011", begun.pk]), {"forme": "association"})
    assert gone.context["around"] is None


def chosen(answer) -> list[str]:
    return [name for _, name in answer.context["chosen"]]


def test_it_is_written_to_the_rows_ticked_or_to_those_the_filters_keep(office, three):
    ticked = office.get(WRITE, {"pour": "cochees", "structure": [three[0].pk, "rien"], "forme": "societe"})
    assert chosen(ticked) == ["Atelier Recyclé"]
    assert chosen(office.get(WRITE, {"forme": "societe"})) == ["Bio Panisse"]
    assert chosen(office.get(WRITE, {"candidature": "withdrawn"})) == ["Couture Commune"]
    told = text_of(office.get(TABLE))
    assert "Écrire à ces 2 structures" in told
    assert "1 structure retirée n’est pas comptée parmi les destinataires. Pour lui écrire, filtrez" in told
    gone = text_of(office.get(TABLE, {"candidature": "withdrawn"}))
    assert "Écrire à cette structure" in gone
    assert "n’est pas comptée" not in gone
    whole = office.get(WRITE)
    assert chosen(whole) == ["Atelier Recyclé", "Bio Panisse"]
    sent = {name: whole.context["form"][name].value() for name in ("structures", "form_key", "left_out")}
    assert "1 structure retirée n’est pas comptée" in text_of(office.post(WRITE, {**SAID, **sent}))

    none = office.get(WRITE, {"pour": "cochees", "forme": "societe"}, follow=True)
    assert none.redirect_chain == [(f"{TABLE}?forme=societe", 302)]
    assert "Cochez au moins une structure" in text_of(none)


def test_no_mail_goes_to_those_whom_a_filter_of_another_lane_keeps(office, three):
    answer = office.get(WRITE, {"diag": "a"}, follow=True)

    assert "un courrier groupé ne se compose pas d’après ces filtres" in text_of(answer)
    assert "Écrire à" not in text_of(office.get(TABLE, {"diag": "a"})).replace("Écrire aux", "")


def test_it_is_shown_then_sent_once_and_listed(office, three, commits, mailoutbox, coordinator):
    deposited, begun, _ = three
    colleague = make.add_contributor(deposited).person
    alone = make.representative(begun)
    seats.withdraw_mandate(alone.active_mandates[0])
    shown = office.get(WRITE, {"pour": "cochees", "structure": [deposited.pk, begun.pk]})
    page = {**SAID, **{name: shown.context["form"][name].value() for name in ("structures", "form_key")}}
    preview = office.post(WRITE, page)

    text = text_of(preview)
    assert "Ce courrier partira à 2 personnes" in text
    assert "Joignez ceux de 2010." in text
    assert colleague.full_name in text
    assert "Sans personne à qui écrire" in text
    assert not Mail.objects.system().filter(kind="candidates.bulk").exists()

    with commits():
        first = office.post(WRITE, {**page, "envoyer": "1"})
        again = office.post(WRITE, {**page, "envoyer": "1"})

    assert first.url == again.url
    sent = BulkMail.objects.system().get()
    assert (sent.structures, sent.people, sent.by_id) == (2, 2, coordinator.person_id)
    letters = [mail for mail in mailoutbox if "Joignez ceux de 2010." in mail.body]
    assert {mail.to[0] for mail in letters} == {colleague.email, make.representative(deposited).person.email}
    assert {mail.subject for mail in letters} == {"Un message de la coordination"}
    assert len(letters) == 2
    assert Journal.objects.system().get(verb="bulk_sent").details == {"structures": 2, "people": 2}
    assert "Vos comptes" in text_of(office.get(reverse("candidates:bulk_mails", args=["2011"])))
    assert colleague.email in text_of(office.get(first.url))


def test_a_mail_to_many_shows_some_at_a_time_and_costs_no_more(office, campaign, coordinator, monkeypatch):
    monkeypatch.setattr("candidates.views.bulk.SHOWN", 5)
    rows, said = [make.begin(campaign) for _ in range(12)], {**SAID, "to": "representatives"}
    page = {**said, "structures": ",".join(row.pk.hex for row in rows)}
    made = []
    post_init.connect(note := lambda sender, **_: made.append(sender), weak=False)
    try:
        assert "et 7 autres structures." in text_of(office.get(WRITE))
    finally:
        post_init.disconnect(note)
    assert Application not in made, "keys and names, as plain values"
    preview, third = office.post(WRITE, page), office.post(WRITE, {**page, "page": "3"})
    assert "et 7 autres structures." in text_of(office.post(WRITE, {**page, "modifier": "1"}))
    assert "Ce courrier partira à 12 personnes" in text_of(preview) and 'value="2">Suivants' in preview.content.decode()
    assert "11 à 12 sur 12" in text_of(third) and "Suivants" not in text_of(third)

    visitor, asked = Visitor("coordinator", coordinator.person, coordinator), []
    for some in (rows[:6], rows):
        with passing_as(coordinator):
            sent = services.send_bulk(campaign, some, **said, by=coordinator)
        asked.append(visitor.ask(reverse("candidates:bulk_mail", args=["2011", sent.pk])))
    away = visitor.ask(reverse("dla:pool", args=["2011"])).queries
    assert asked[0].queries == asked[1].queries <= away + 12
    assert asked[1].text.count("@") - asked[0].text.count("@") == 0 and "?structures=3" in asked[1].text


def test_nothing_typed_is_lost_and_nobody_is_written_to_for_nothing(office, three):
    page = {**SAID, "structures": three[0].pk.hex}
    assert "Joignez ceux de 2010." in office.post(WRITE, {**page, "modifier": "1"}).content.decode()
    assert office.post(WRITE, {**page, "structures": "perdu"}).status_code == 422
    elsewhere = make.begin(make_campaign("2012"))
    refused = office.post(WRITE, {**page, "structures": elsewhere.pk.hex, "envoyer": "1"})
    assert refused.status_code == 422
    assert "Aucune structure n’est choisie" in text_of(refused)


def test_a_structure_reads_again_what_was_written_to_it_and_nothing_else(three, campaign, coordinator, office, sign_in):
    deposited, begun, _ = three
    sent = services.send_bulk(campaign, [deposited], **SAID, by=coordinator)

    def thread(browser, application):
        return browser.get(reverse("candidates:thread", args=["2011", application.pk]))

    theirs = text_of(thread(sign_in(make.representative(deposited).person), deposited))
    assert "Vos comptes" in theirs
    assert "Joignez ceux de 2010." in theirs
    assert "Vos comptes" not in text_of(thread(sign_in(make.representative(begun).person), begun))
    detail = reverse("candidates:bulk_mail", args=["2011", sent.pk])
    assert detail in thread(office, deposited).content.decode()

    assert BulkMail.objects.visible_to(make.representative(deposited)).count() == 1
    assert BulkMail.objects.visible_to(make.representative(begun)).count() == 0
    with pytest.raises(DomainError):
        services.send_bulk(campaign, [], **SAID, by=coordinator)
