"""Marking on its pages: one's own marks, then those of others, and the grid they are given on."""

import re

from selection.models import Criterion, Mark, MarkSheet
from selection.states import SheetState
from tests.factories import selection as play
from tests.forms import sent_by
from tests.selection.pages import post_marks, text

# Marks


def test_marks_are_submitted_without_javascript(campaign, marking, member, as_member, url):
    play.declare(marking, member)

    response = as_member.post(url("submit_marks", marking.pk), post_marks(campaign, submit="1", comment="Solide."))

    assert response.status_code == 302
    sheet = MarkSheet.objects.visible_to(member).get()
    assert (sheet.state, sheet.comment) == (SheetState.SUBMITTED, "Solide.")
    assert "71,0" in text(as_member.get(url("file", marking.pk)))


def test_marks_are_kept_as_a_draft(campaign, marking, member, as_member, url):
    play.declare(marking, member)

    as_member.post(url("submit_marks", marking.pk), post_marks(campaign))

    assert MarkSheet.objects.visible_to(member).get().state == SheetState.DRAFT


def test_an_unfinished_sheet_names_what_is_missing_and_keeps_what_was_typed(campaign, marking, member, as_member, url):
    play.declare(marking, member)
    given = post_marks(campaign, submit="1", comment="À garder sous les yeux.")
    given.popitem()
    first = next(iter(given))
    data = {first: 4, "submit": "1", "comment": "À garder sous les yeux."}

    page = as_member.post(url("submit_marks", marking.pk), data)

    assert page.status_code == 422
    assert "Il manque une note sur : Viabilité économique" in text(page)
    assert "À garder sous les yeux." in text(page)
    assert re.search(rf'name="{first}" value="4"[^>]*checked', page.content.decode())


def test_each_mark_saves_itself(campaign, marking, member, as_member, url):
    play.declare(marking, member)
    criterion = play.criteria(campaign)[0]
    field = f"value_{criterion.pk.hex}"

    answer = as_member.post(url("marks_autosave", marking.pk), {"field": field, field: "4"})

    assert (answer.status_code, answer["X-Autosave"]) == (200, "saved")
    assert Mark.objects.visible_to(member).get().value == 4


def test_an_old_window_neither_erases_marks_nor_hands_over_what_it_does_not_show(
    campaign, marking, member, as_member, url
):
    play.declare(marking, member)
    old = sent_by(as_member.get(url("file", marking.pk)))
    first, *others = (criterion.pk.hex for criterion in play.criteria(campaign))
    for key in (first, *others):
        for name, value in ((f"value_{key}", "4"), (f"comment_{key}", "Mûrement pesé.")):
            as_member.post(url("marks_autosave", marking.pk), {"field": name, name: value, f"initial-{name}": ""})

    as_member.post(url("submit_marks", marking.pk), old | {"comment": "Appréciation."})
    marks = Mark.objects.visible_to(member)
    assert {(mark.value, mark.comment) for mark in marks} == {(4, "Mûrement pesé.")}
    assert MarkSheet.objects.visible_to(member).get().comment == "Appréciation."

    page = as_member.post(url("submit_marks", marking.pk), old | {f"value_{first}": "1", "submit": "1"})
    assert page.status_code == 422
    assert "ou vous dans une autre fenêtre, a écrit ici" in text(page)
    assert "Enregistré ici depuis l’ouverture de votre page 4" in text(page)
    again = sent_by(page)
    assert (again[f"value_{first}"], again[f"value_{others[0]}"]) == (["1"], ["4"])
    assert as_member.post(url("submit_marks", marking.pk), again | {"submit": "1"}).status_code == 302
    assert {mark.value for mark in marks.all()} == {1, 4}
    assert MarkSheet.objects.visible_to(member).get().state == SheetState.SUBMITTED


def test_a_mark_out_of_scale_is_not_saved(campaign, marking, member, as_member, url):
    play.declare(marking, member)
    field = f"value_{play.criteria(campaign)[0].pk.hex}"

    answer = as_member.post(url("marks_autosave", marking.pk), {"field": field, field: "9"})

    assert answer["X-Autosave"] == "invalid"
    assert not Mark.objects.system().exists()


def test_the_marks_of_others_appear_once_mine_are_submitted(campaign, marking, president, member, as_member, url):
    play.mark(marking, president, (5, 5, 5, 5, 4))
    play.declare(marking, member)
    name = president.person.full_name

    assert name not in text(as_member.get(url("file", marking.pk)))

    play.mark(marking, member)

    page = text(as_member.get(url("file", marking.pk)))
    assert name in page
    assert "Sur 100 71,0 98,0" in page or "Sur 100 98,0 71,0" in page


def test_an_instructor_has_no_form_to_mark_and_no_address(campaign, marking, instructor, as_instructor, url):
    play.declare(marking, instructor)

    assert "Ma notation" not in text(as_instructor.get(url("file", marking.pk)))
    assert as_instructor.post(url("submit_marks", marking.pk), post_marks(campaign)).status_code == 404
    assert as_instructor.post(url("marks_autosave", marking.pk), {}).status_code == 404


# The grid


def grid_post(lines, scale=5):
    data = {"criteria-TOTAL_FORMS": len(lines), "criteria-INITIAL_FORMS": 0, "scale": scale}
    for index, (label, weight) in enumerate(lines):
        data |= {f"criteria-{index}-label": label, f"criteria-{index}-weight": weight}
    return data


def test_the_grid_is_changed_on_its_page(campaign, president, as_president, url):
    as_president.post(url("grid"), grid_post([("Utilité", 70), ("Lieu", 30)]))

    assert [(c.label, c.weight) for c in play.criteria(campaign)] == [("Utilité", 70), ("Lieu", 30)]


def test_a_criterion_is_made_to_eliminate(campaign, file, president, member, sign_in, url, meeting_url, freeze):
    """Its minimum is typed with the grid, told where one marks, and shown on the file it eliminates."""
    as_president = sign_in(president.person)
    page = as_president.get(url("grid"))
    assert as_president.post(url("grid"), sent_by(page) | {"criteria-1-minimum": "0"}).status_code == 422
    as_president.post(url("grid"), sent_by(page) | {"criteria-1-minimum": "4"})
    freeze(play.COMMITTEE_DAY)
    play.prepare(campaign, president)
    play.mark(file, member)
    play.declare(file, president)
    as_president = sign_in(president.person)

    assert "poids 25, éliminatoire sous 4 en moyenne" in text(as_president.get(url("file", file.pk)))
    assert "éliminé" not in text(as_president.get(meeting_url())), "her own marks first"
    play.mark(file, president)
    assert "éliminé, note « Viabilité économique » (3 pour 4)" in text(as_president.get(meeting_url()))
    assert "éliminé, sous la note minimale" in text(as_president.get(url("propose", file.pk)))
    assert "sous 4 en moyenne" in text(as_president.get(url("grid")))


def test_weights_that_do_not_make_a_hundred_are_told(president, as_president, url):
    page = as_president.post(url("grid"), grid_post([("Utilité", 70), ("Lieu", 20)]))

    assert page.status_code == 422
    assert "ils font 90" in text(page)


def test_two_who_change_the_grid_read_each_other(campaign, president, instructor, as_president, as_instructor, url):
    mine, hers = sent_by(as_president.get(url("grid"))), sent_by(as_instructor.get(url("grid")))
    as_instructor.post(url("grid"), hers | {"criteria-0-label": "Ancrage dans le quartier"})

    page = as_president.post(url("grid"), mine | {"criteria-0-label": "Utilité", "scale": "10"})

    assert page.status_code == 422
    assert "Une autre personne a changé la grille" in text(page)
    assert "Ancrage dans le quartier, poids 30" in text(page)
    assert 'value="Utilité"' in page.content.decode()
    assert as_president.post(url("grid"), sent_by(page)).status_code == 302
    assert play.criteria(campaign)[0].label == "Utilité"
    assert as_president.post(url("grid"), sent_by(page)).status_code == 302, "sent twice"


def test_a_criterion_names_an_article_of_the_charter(
    campaign, marking, president, member, as_president, as_member, url
):
    Criterion.rows.filter(pk=play.criteria(campaign)[1].pk).update(charter_article="Article 12")  # as it was typed once
    page = as_president.get(url("grid"))
    assert "Article 12 (hors de la charte en vigueur)" in text(page)
    refused = as_president.post(url("grid"), sent_by(page) | {"criteria-0-charter_article": "Article 13"})
    assert refused.status_code == 422
    assert "Choisissez un article de la charte." in text(refused)

    as_president.post(url("grid"), sent_by(page) | {"criteria-0-charter_article": "1.2"})

    assert [c.article for c in play.criteria(campaign)][:3] == [
        "article 2, «\u00a0Consommer avec modération\u00a0»",
        "Article 12",
        "",
    ]
    play.mark(marking, president)
    play.declare(marking, member)
    assert "Article 2, « Consommer avec modération »" in text(as_president.get(url("grid")))
    assert "charte : article 2" in text(as_member.get(url("file", marking.pk)))


def test_a_frozen_grid_is_read_and_not_changed(campaign, marking, president, as_president, url):
    play.mark(marking, president)
    page = as_president.get(url("grid"))
    assert "La grille est figée depuis le 10 janvier 2012" in text(page)
    assert "Enregistrer la grille" not in text(page)

    refused = as_president.post(url("grid"), grid_post([("Utilité", 100)]))

    assert refused.status_code == 422
    assert "fausserait les notes déjà données" in text(refused)
    assert 'value="Utilité"' in refused.content.decode()
    assert len(play.criteria(campaign)) == 5
