"""The application's page, as people click through it: saving, charter, pieces, deposit, withdrawal."""

import re

import pytest

from candidates import contents, services
from candidates.models import Draft, DraftPiece, Version
from candidates.states import ApplicationState
from ccr import registry
from ccr.documents.uploads import ACCEPTED
from ccr.programme.models import Event, EventKind
from ccr.wall.errors import DomainError
from tests.candidates.reading import page, plain, text_of
from tests.factories import candidates as make
from tests.wall.page_forms import forms_on

# The page that saves itself


def test_a_field_saves_itself_and_says_when(application, as_representative):
    answer = as_representative(application).post(
        page("autosave", application), {"field": "project", "project": "Un comptoir.\r\nEt un atelier."}
    )

    assert (answer.status_code, answer["X-Autosave"]) == (200, "saved")
    assert text_of(answer) == "Enregistré à 10 h"
    draft = Draft.objects.system().get(application=application)
    assert draft.project == "Un comptoir.\nEt un atelier."
    assert draft.saved_by == make.representative(application).person


def test_a_site_and_its_answer_save_themselves(campaign, application, as_representative):
    browser = as_representative(application)
    mk2 = campaign.sites.get(site__name="mk2")
    chosen, answer = (contents.site_field(mk2.pk, part) for part in ("chosen", "answer"))
    browser.post(page("autosave", application), {"field": answer, answer: "Nous savons faire."})
    assert Draft.objects.system().with_parts().get(application=application).chosen_sites() == []
    browser.post(page("autosave", application), {"field": chosen, chosen: "on"})

    sites = Draft.objects.system().with_parts().get(application=application).chosen_sites()
    assert [(site.campaign_site, site.answer) for site in sites] == [(mk2, "Nous savons faire.")]

    browser.post(page("autosave", application), {"field": chosen})
    assert Draft.objects.system().with_parts().get(application=application).chosen_sites() == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("employees", "trois"),
        ("space_m2", "0"),
        ("activity", "x" * 2001),
        ("created_year", "2012"),
        ("website", "pas une adresse"),
        ("headcount", "2,5"),
        ("branches", "diagnostic"),
        ("income-2010", "-3"),
        ("contact-2-email", "camille"),
    ],
)
def test_a_value_that_cannot_be_is_refused_beside_its_field(application, as_representative, field, value):
    answer = as_representative(application).post(page("autosave", application), {"field": field, field: value})

    assert (answer.status_code, answer["X-Autosave"]) == (422, "invalid")
    assert text_of(answer)


def test_autosave_is_refused_after_the_deadline(application, as_representative, freeze):
    freeze("2011-12-15 23:59:59")
    browser = as_representative(application)
    assert browser.post(page("autosave", application), {"field": "project", "project": "À temps."}).status_code == 200
    freeze("2011-12-16 00:00:00")
    answer = browser.post(page("autosave", application), {"field": "project", "project": "Trop tard."})

    assert (answer.status_code, answer["X-Autosave"]) == (409, "refused")
    assert Draft.objects.system().get(application=application).project == "À temps."


def whole_page(browser, application, key) -> dict:
    """Everything a section's form would send, hidden values included, as a browser without JavaScript."""
    answer = browser.get(page("section", application, key))
    (form,) = [
        one for one in forms_on(answer.content.decode(), "/", "post") if any("initial-" in name for name in one.fields)
    ]
    sent = {name: field.values or [""] for name, field in form.fields.items() if field.values or field.kind == "hidden"}
    return {name: values for name, values in sent.items() if name not in ("suite", "depot")}


def test_without_javascript_the_whole_page_is_saved(application, as_representative):
    browser = as_representative(application)
    data = {**whole_page(browser, application, "emploi"), "headcount": "1 300", "employees": "1 234,5", "suite": "1"}

    answer = browser.post(page("section", application, "emploi"), data, follow=True)

    assert "Brouillon enregistré." in text_of(answer)
    assert answer.redirect_chain[-1][0] == page("section", application, "chiffres"), "on to the next section"
    draft = Draft.objects.system().get(application=application)
    assert (draft.headcount, str(draft.employees), draft.stage) == (1300, "1234.50", "employer")


def test_two_people_on_the_page_lose_no_field(application, as_representative, sign_in):
    colleague = sign_in(make.add_contributor(application).person)
    mine = whole_page(browser := as_representative(application), application, "projet")
    colleague.post(page("autosave", application), {"field": "reasons", "reasons": "Celles de ma collègue."})

    browser.post(page("section", application, "projet"), {**mine, "project": "Mon projet."})

    draft = Draft.objects.system().get(application=application)
    assert (draft.project, draft.reasons) == ("Mon projet.", "Celles de ma collègue.")


def test_a_mistake_keeps_what_was_typed_and_saves_the_rest(application, as_representative):
    browser = as_representative(application)
    data = {**whole_page(browser, application, "emploi"), "headcount": "3", "employees": "beaucoup"}

    answer = browser.post(page("section", application, "emploi"), data)

    assert answer.status_code == 422
    assert "beaucoup" in answer.content.decode()
    assert 'href="#id_employees"' in answer.content.decode()
    assert Draft.objects.system().get(application=application).headcount == 3


def test_sending_the_page_after_the_deadline_shows_why_and_keeps_what_was_typed(application, as_representative, freeze):
    data = {**whole_page(as_representative(application), application, "projet"), "project": "Mon projet, trop tard."}
    freeze("2011-12-16 00:00:01")

    answer = as_representative(application).post(page("section", application, "projet"), data)

    assert answer.status_code == 422
    assert "Non enregistré : L’appel est clos" in text_of(answer)
    assert "Mon projet, trop tard." in answer.content.decode()


def test_the_check_links_to_every_hole(application, as_representative):
    browser = as_representative(application)
    overview = browser.get(f"{page('application', application)}?verifier=1").content.decode()
    targets = re.findall(r'href="([^"#]+\?verifier=1)#([^"]+)"', overview)

    wanted = {"id_activity", "id_project", "sites", "id_space_kind", "charte", "piece-statutes", "id_income-2010"}
    assert wanted <= {field for _, field in targets}
    pages = {url: browser.get(url).content.decode() for url, _ in dict.fromkeys(targets)}
    assert len(pages) == 11, "an association has nothing to declare on its form"
    for url, field in targets:
        assert re.search(f'id="{field}(_0)?"', pages[url]), f"{url} has no {field}"


def test_after_the_deadline_the_draft_is_read_not_typed(application, freeze, as_representative):
    freeze("2011-12-16 00:00")
    browser = as_representative(application)
    assert "Votre candidature n’a pas été déposée" in text_of(browser.get(page("application", application)))
    text = text_of(answer := browser.get(page("section", application, "projet")))
    assert "L’appel est clos" in text
    assert "<textarea" not in answer.content.decode()


def test_the_audience_sentence_tells_what_the_plates_say(application, as_representative):
    text = text_of(as_representative(application).get(page("section", application, "projet")))

    assert (
        "Lu par votre structure et la coordination Regain. Une fois déposé, lu aussi par l’instruction et le comité. "
        "Jamais par l’appui (diagnostic, DLA, financeurs)."
    ) in text


# Charter and pieces


def test_the_representative_signs_and_the_contributor_cannot(application, as_representative, sign_in):
    colleague = make.add_contributor(application)
    refused = sign_in(colleague.person).post(page("sign", application), follow=True)
    assert "Seul le représentant" in text_of(refused)

    text = text_of(as_representative(application).post(page("sign", application), follow=True))

    draft = Draft.objects.system().get(application=application)
    assert draft.charter_version == 1
    assert draft.charter_signed_by == make.representative(application).person.full_name
    assert "La charte est signée au nom de votre structure." in text


def test_a_piece_is_joined_replaced_downloaded_and_taken_out(application, as_representative):
    browser = as_representative(application)
    url = page("piece_add", application, "statutes")
    assert "statuts.pdf est joint" in text_of(browser.post(url, {"file": make.upload()}, follow=True))
    browser.post(url, {"file": make.upload("statuts-2.pdf", "Deux")})
    live = DraftPiece.objects.system().get(retired_at__isnull=True)
    assert live.name == "statuts-2.pdf"

    download = browser.get(page("draft_piece", application, live.pk))
    assert download["Content-Disposition"] == 'attachment; filename="statuts-2.pdf"'
    assert b"".join(download.streaming_content).startswith(b"%PDF-")

    retire = page("piece_retire", application, live.pk)
    assert "Retirer cette pièce du brouillon" in text_of(browser.get(retire))
    browser.post(retire)
    assert not DraftPiece.objects.system().filter(retired_at__isnull=True).exists()
    assert DraftPiece.objects.system().count() == 2, "nothing is erased"


def test_two_people_on_one_piece_replace_and_take_out_only_what_they_saw(application, as_representative, sign_in):
    colleague = make.add_contributor(application)
    ours, hers = as_representative(application), sign_in(colleague.person)
    section, add = page("section", application, "pieces"), page("piece_add", application, "statutes")
    assert f'accept="{ACCEPTED}"' in ours.get(section).content.decode()

    def seen(browser):
        line = next(line for line in browser.get(section).context["pieces"] if line["kind"] == "statutes")
        return str(line["piece"].pk) if line["piece"] else ""

    shown = seen(ours)
    hers.post(add, {"file": make.upload("a-elle.pdf", "Elle"), "seen": seen(hers)})
    assert f"{colleague.person.full_name} modifie aussi cette rubrique." in text_of(ours.get(section))

    refused = ours.post(add, {"file": make.upload("a-nous.pdf", "Nous"), "seen": shown}, follow=True)
    sentence = f"{colleague.person.full_name} a joint « a-elle.pdf » depuis l’ouverture de votre page"
    assert sentence in text_of(refused)
    assert "data-piece-offered" in refused.content.decode()
    retire = page("piece_retire", application, seen(ours))

    replaced = ours.post(add, {"file": make.upload("a-nous.pdf", "Nous"), "seen": seen(ours)}, follow=True)
    assert "a-nous.pdf est joint, à la place de a-elle.pdf." in text_of(replaced)
    former = DraftPiece.objects.system().get(name="a-elle.pdf")
    assert "Avant : a-elle.pdf, remplacé par a-nous.pdf" in text_of(replaced)
    assert hers.get(page("draft_piece", application, former.pk)).status_code == 200

    kept = hers.post(retire, follow=True)
    assert "« a-nous.pdf » l’a remplacé, et y reste. Rien n’a été retiré." in text_of(kept)
    with pytest.raises(DomainError, match="n’est déjà plus dans le brouillon"):
        services.retire_piece(application, former, by=colleague)
    live = DraftPiece.objects.system().get(retired_at__isnull=True)
    assert live.name == "a-nous.pdf"


def test_what_was_replaced_is_shown_until_the_deposit(ready, as_representative):
    browser, section = as_representative(ready), page("section", ready, "pieces")
    browser.post(page("piece_add", ready, "statutes"), {"file": make.upload("statuts-2.pdf", "Deux")})
    assert "remplacé par statuts-2.pdf" in text_of(browser.get(section))

    browser.post(page("deposit", ready))

    assert "remplacé par" not in text_of(browser.get(section))


def test_a_file_that_is_none_of_ours_is_refused_with_a_sentence(application, as_representative):
    bad = make.SimpleUploadedFile("statuts.pdf", b"MZ not a pdf", content_type="application/pdf")
    text = text_of(
        as_representative(application).post(page("piece_add", application, "statutes"), {"file": bad}, follow=True)
    )

    assert "Statuts à jour, signés : Ce type de fichier n’est pas accepté." in text
    assert not DraftPiece.objects.system().exists()


def test_no_file_at_all_is_said(application, as_representative):
    text = text_of(as_representative(application).post(page("piece_add", application, "statutes"), follow=True))

    assert "Choisissez un fichier avant de l’envoyer." in text


def test_one_of_our_own_notes_is_refused_as_a_piece(application, as_representative, monkeypatch):
    file = make.upload("note.pdf", "Note")
    digest = make.services.application.documents.check_upload(file).sha256
    monkeypatch.setitem(registry._providers, ("refused_uploads", "candidate"), [lambda seat: [digest]])

    text = text_of(
        as_representative(application).post(page("piece_add", application, "statutes"), {"file": file}, follow=True)
    )

    assert "ne peut pas être jointe à la candidature" in text


def test_there_is_no_slot_for_another_piece(application, as_representative):
    answer = as_representative(application).post(page("piece_add", application, "diagnostic"), {"file": make.upload()})

    assert answer.status_code == 404


# Deposit


def test_an_incomplete_application_is_led_back_to_what_it_lacks(application, as_representative):
    answer = as_representative(application).get(page("deposit", application))

    assert answer.url == f"{page('application', application)}?verifier=1"


def test_reading_again_then_depositing(ready, as_representative, commits, mailoutbox):
    browser = as_representative(ready)
    preview = text_of(browser.get(page("deposit", ready)))
    assert "Ce que le comité lira" in preview
    assert "Tenir un comptoir de vrac à la Cité." in preview

    with commits():
        answer = browser.post(page("deposit", ready), follow=True)

    text = text_of(answer)
    assert "Votre candidature est déposée sous le numéro CCR-2011-0001." in text
    assert "Vous pouvez encore la modifier jusqu’au jeudi 15 décembre 2011 à 23 h 59." in text
    assert [mail.subject for mail in mailoutbox] == ["Votre candidature est déposée"]
    body = plain(mailoutbox[0].body)
    assert "Numéro de dépôt : CCR-2011-0001" in body
    assert "Déposée le mardi 22 novembre 2011 à 10 h" in body
    assert make.current_version(ready).sha256 in body
    assert f"http://testserver{page('application', ready)}" in body
    again = text_of(browser.get(page("application", ready)))
    assert "Attestation de dépôt" in again


def test_a_correction_goes_from_its_section_to_the_reading_in_one_act(
    deposited, application, as_representative, freeze
):
    browser = as_representative(deposited)
    data = {**whole_page(browser, deposited, "projet"), "project": "Un atelier.", "depot": "1"}

    answer = browser.post(page("section", deposited, "projet"), data, follow=True)

    assert answer.redirect_chain[-1][0] == page("deposit", deposited)
    assert "Un atelier." in text_of(answer)
    first = as_representative(application).get(page("section", application, "projet")).content.decode()
    assert "Enregistrer et déposer" not in first
    assert f'href="{page("people", application)}#inviter"' in first


def test_a_double_click_on_deposit_is_a_sentence_not_an_error(ready, as_representative):
    browser = as_representative(ready)
    browser.post(page("deposit", ready))

    answer = browser.post(page("deposit", ready), follow=True)

    assert "rien n’a changé depuis la version 1" in text_of(answer)
    assert Version.objects.system().count() == 1


def test_changes_are_shown_then_deposited(deposited, as_representative):
    make.fill(deposited, pieces=False, sign=False, project="Un atelier.")
    browser = as_representative(deposited)
    text = text_of(browser.get(page("application", deposited)))
    assert "Vos modifications ne sont pas encore déposées" in text
    assert "Le comité lit toujours la version 1." in text
    assert "Tenir un comptoir de vrac à la Cité. Brouillon Un atelier." in text

    text = text_of(browser.post(page("deposit", deposited), follow=True))

    assert "Vos modifications sont déposées sous le numéro CCR-2011-0001." in text
    assert text_of(browser.get(page("version", deposited, 1))).count("Tenir un comptoir de vrac") == 1
    assert browser.get(page("version", deposited, 3)).status_code == 404


# Withdrawal


def test_withdrawing_asks_first_then_tells_everybody(deposited, as_representative, commits, mailoutbox):
    browser = as_representative(deposited)
    question = text_of(browser.get(page("withdraw", deposited)))
    assert "Retirer la candidature" in question
    assert "Vous pourrez la reprendre jusqu’au jeudi 15 décembre 2011 à 23 h 59." in question

    with commits():
        browser.post(page("withdraw", deposited), {"reason": "later"})

    deposited.refresh_from_db()
    assert deposited.state == ApplicationState.WITHDRAWN
    event = Event.objects.system().get(kind=EventKind.APPLICATION_WITHDRAWN)
    assert (event.organisation_id, event.about_id) == (deposited.organisation_id, deposited.pk)
    assert "Votre candidature est retirée" in [mail.subject for mail in mailoutbox]


def test_what_is_withdrawn_is_taken_up_again_then_deposited_without_a_change(deposited, as_representative):
    browser = as_representative(deposited)
    browser.post(page("withdraw", deposited), {"reason": "later"})
    refused = browser.post(page("autosave", deposited), {"field": "project", "project": "x"})
    assert refused.status_code == 409

    browser.post(page("resume", deposited))
    text = text_of(browser.post(page("deposit", deposited), follow=True))

    deposited.refresh_from_db()
    assert deposited.state == ApplicationState.DEPOSITED
    assert deposited.receipt_number == "CCR-2011-0001"
    assert make.current_version(deposited).number == 2
    assert "sous le numéro CCR-2011-0001" in text


def test_nothing_is_taken_up_again_after_the_deadline(deposited, as_representative, freeze):
    services.withdraw(deposited, by=make.representative(deposited))
    freeze("2011-12-16 00:00")

    text = text_of(as_representative(deposited).post(page("resume", deposited), follow=True))

    assert "L’appel est clos" in text
    deposited.refresh_from_db()
    assert deposited.state == ApplicationState.WITHDRAWN


def test_a_contributor_does_not_withdraw(deposited, sign_in):
    colleague = make.add_contributor(deposited)
    answer = sign_in(colleague.person).post(page("withdraw", deposited), follow=True)

    assert "Seul le représentant" in text_of(answer)
    deposited.refresh_from_db()
    assert deposited.state == ApplicationState.DEPOSITED


def test_nobody_withdraws_after_the_decision(campaign, as_representative):
    application = make.decided(campaign)

    text = text_of(as_representative(application).post(page("withdraw", application), follow=True))

    assert "La décision du comité est publiée : la candidature ne se retire plus ici." in text
