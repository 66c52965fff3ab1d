"""The components, as the templates write them."""

import contextlib
import datetime
import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import get_resolver

from candidates.forms.sections import LineField
from ccr.registry import HomeTask, Step
from ccr.ui import context, icons
from ccr.ui.forms import EurosField, StandardHelper, TextField, UploadField, conditional
from ccr.ui.pages import paginate
from ccr.ui.templatetags.ui import LANES
from ccr.workflow import Badge


def shown(source, **variables):
    return Template(source).render(Context(variables))


def test_a_badge_is_a_dot_and_a_word():
    assert shown("{% badge b %}", b=Badge("déposée", "ok")) == '<span class="status is-ok">déposée</span>'
    assert shown('{% badge "en retard" "bad" %}') == '<span class="status is-bad">en retard</span>'
    assert shown("{% badge b %}", b=None) == ""
    assert "&lt;b&gt;" in shown("{% badge b %}", b=Badge("<b>"))


def test_an_icon_without_a_label_is_decoration():
    assert 'aria-hidden="true"' in shown('{% icon "lock" %}')
    assert 'aria-label="Fermé"' in shown('{% icon "lock" "Fermé" %}')
    assert all("style=" not in icons.icon(name) for name in icons.PATHS)


@pytest.mark.parametrize("tag", ["stepper", "timeline"])
def test_steps_say_their_state_in_words(tag):
    steps = [
        Step("Dossier", "done", datetime.date(2026, 12, 15)),
        {"title": "Comité", "state": "current", "detail": "à <10 h>"},
    ]

    html = shown("{% " + tag + " steps %}", steps=steps)

    assert "(fait)" in html
    assert "15\u00a0déc." in html
    assert 'aria-current="step"' in html
    assert "&lt;10 h&gt;" in html


def test_a_gauge_says_its_measure_and_warns_under_its_minimum():
    html = shown('{% gauge 5 11 "Associations" unit="structures" minimum=6 %}')

    assert "5 sur 11 structures" in html
    assert "is-warn" in html
    assert 'width="45.5%"' in html
    assert "is-ok" in shown('{% gauge 6 12 "Associations" minimum=6 %}')
    assert 'width="0.0%"' in shown('{% gauge 0 0 "Vide" %}')


def test_a_task_shows_its_day_and_one_action():
    task = HomeTask("Terminer la candidature", "/2026/candidature/", "Continuer", datetime.date(2026, 12, 15))

    html = shown("<ul>{% task task main=True %}</ul>", task=task)

    assert "<strong>15</strong>" in html
    assert "déc." in html
    assert html.count("btn-main") == 1


def test_nothing_wraps_nothing():
    assert shown('{% wrap "aside" "page-aside" %}  \n {% endwrap %}') == ""
    assert shown('{% wrap "p" "x" aria_label="A" %} b {% endwrap %}') == '<p class="x" aria-label="A">b</p>'


def test_only_the_two_lanes_have_a_ribbon():
    for lane in LANES:
        assert f"is-{lane}" in shown("{% lane_ribbon %} " + lane + " {% endlane_ribbon %}")
    assert shown("{% lane_ribbon %}candidate{% endlane_ribbon %}") == ""


def test_pagination_keeps_the_query():
    request = RequestFactory().get("/liste/", {"etat": "déposée", "page": "2"})

    html = shown("{% pagination page %}", request=request, page=Paginator(range(500), 50).page(2))

    assert "?etat=d%C3%A9pos%C3%A9e&amp;page=3" in html
    assert "page=2&amp;page" not in html
    assert "51 à 100 sur 500" in html


def test_one_page_needs_no_pagination():
    request = RequestFactory().get("/liste/")

    assert shown("{% pagination page %}", request=request, page=Paginator([1], 50).page(1)).strip() == ""


@pytest.mark.parametrize(
    ("asked", "given"),
    [("2", 2), ("0", 1), ("-1", 1), ("x", 1), ("11", 10), pytest.param("9" * 5000, 10, id="5000 digits")],
)
def test_a_number_that_is_no_page_gives_the_nearest_one(asked, given):
    assert paginate(RequestFactory().get("/", {"page": asked}), range(500)).number == given


class NeedForm(forms.Form):
    """A form with every kind of field that the templates tell apart."""

    name = forms.CharField(label="Nom", help_text="Celui des statuts.")
    amount = EurosField(label="Montant", required=False)
    site = forms.ChoiceField(label="Site", choices=[("mk2", "mk2"), ("friche", "Friche")], widget=forms.RadioSelect)
    charter = forms.BooleanField(label="Je signe la charte")
    piece = forms.FileField(label="Statuts", required=False)
    days = forms.MultipleChoiceField(
        label="Jours", choices=[("1", "lundi")], widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = forms.CharField(label="Motif", help_text="Pour un refus.", required=False)

    helper = StandardHelper("Déposer", cancel="/retour/")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        conditional(self, "reason")


def test_a_form_marks_what_is_optional_and_not_what_is_required():
    html = shown("{% crispy form %}", form=NeedForm())

    assert html.count("facultatif") == 2
    assert "*" not in html
    assert "novalidate" in html
    assert html.index("Celui des statuts.") < html.index('name="name"')
    assert 'href="/retour/"' in html
    assert "error-summary" not in html


def test_errors_are_summed_up_with_links_to_their_fields():
    form = NeedForm({"amount": "beaucoup"})

    html = shown("{% crispy form %}", form=form)

    assert "4\u00a0points à corriger" in html
    for target in ("id_name", "id_amount", "id_site_0", "id_charter"):
        assert f'href="#{target}"' in html
        assert f'id="{target}"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html


@pytest.mark.parametrize("typed", ["1234,50", "1 234,50 €", "1\u202f234.5", "1\u00a0234,5\u00a0€"])
def test_an_amount_is_typed_as_one_writes_it(typed):
    form = NeedForm({"amount": typed})

    form.is_valid()

    assert str(form.cleaned_data["amount"]) in ("1234.50", "1234.5")


def our_fields(*widgets) -> dict:
    """The fields of our forms that are drawn so, by their names."""
    get_resolver().url_patterns  # noqa: B018 - every form is read
    kinds = [forms.BaseForm]
    for kind in kinds:
        kinds += kind.__subclasses__()
    ours = {kind for kind in kinds if kind.__module__.endswith("forms") or ".forms." in kind.__module__}
    return {
        f"{kind.__module__}.{kind.__name__}.{name}": field
        for kind in ours
        if not kind.__module__.startswith(("django", "allauth", "crispy"))
        for name, field in getattr(kind, "base_fields", {}).items()
        if type(field.widget) in widgets
    }


@pytest.mark.django_db
def test_what_is_written_on_one_line_keeps_no_sign_that_turns_it_around():
    """What is looked for is not kept; numbers are read by the directory, codes and keys by the sign-in."""
    kept = []
    read_elsewhere = re.compile(r"allauth_forms|[.](q|number|rna|naf_code)$")
    for name, field in our_fields(forms.TextInput).items():
        if isinstance(field, forms.CharField) and not read_elsewhere.search(name):
            with contextlib.suppress(forms.ValidationError):
                kept += [name] * ("\u202e" in str(field.clean("Le\u202e 12")))

    assert kept == []


def test_every_long_text_counts_the_end_of_a_line_as_the_browser_does():
    long = our_fields(forms.Textarea)

    assert len(long) > 20
    assert [name for name, field in long.items() if "\r" in field.to_python("un\r\ndeux")] == []


def test_the_browser_cuts_no_long_text_that_is_pasted():
    """« maxlength » would, in silence."""
    long = our_fields(forms.Textarea)

    assert [name for name, field in long.items() if "maxlength" in field.widget.attrs] == []


def test_a_text_keeps_what_is_drawn_and_a_line_what_is_seen():
    assert (
        TextField().clean("Un\x07\ufffe\u202e vélo\x0b\uf0b7deux 👩\u200d🌾\r\ntrois")
        == "Un vélo\ndeux 👩\u200d🌾\ntrois"
    )
    assert LineField().clean(" Vélos\u202e\net paniers\u200b ") == "Vélos et paniers"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("-1", "Écrivez un montant positif, ou 0."), ("1" * 13, "trop de chiffres"), ("1,234", "2 au plus")],
)
def test_an_amount_that_cannot_be_says_what_to_write(typed, sentence):
    with pytest.raises(forms.ValidationError, match=sentence):
        EurosField().clean(typed)


def test_a_file_input_says_what_is_accepted():
    accepted = UploadField().widget.attrs["accept"].split(",")

    assert {".pdf", ".jpg", "image/jpeg", ".ods"} <= set(accepted)
    assert "image/heic" not in accepted  # a telephone turns it into JPEG


def test_an_amount_is_shown_as_one_writes_it():
    assert 'value="1\u00a0234,50"' in str(NeedForm(initial={"amount": 1234.5})["amount"])


def test_the_current_entry_is_the_longest_address(rf):
    from ccr.registry import NavLink

    links = [
        NavLink("À faire", "/2026/", "home"),
        NavLink("Sessions", "/2026/appui/sessions/", "sessions"),
        NavLink("Jours", "/2026/appui/sessions/jours/", "days", also=("/2026/plans/",)),
    ]

    assert context.current_key("/2026/", links) == "home"
    assert context.current_key("/2026/appui/sessions/12/", links) == "sessions"
    assert context.current_key("/2026/appui/sessions/jours/", links) == "days"
    assert context.current_key("/2026/plans/12/", links) == "days"
    assert context.current_key("/2026/ailleurs/", links) == ""
