"""One field of a draft is saved on its own, or the page is told why not."""

import pytest
from django import forms

from ccr.ui.autosave import field_name, save_field
from ccr.wall.errors import Conflict, DomainError


class DraftForm(forms.Form):
    name = forms.CharField(label="Nom", max_length=5)
    sites = forms.MultipleChoiceField(choices=[("mk2", "mk2"), ("friche", "Friche")])
    when = forms.SplitDateTimeField()


@pytest.fixture
def saved():
    return {}


@pytest.fixture
def post(rf, saved):
    def send(data, save=None):
        request = rf.post("/brouillon/", data)
        return save_field(request, DraftForm(request.POST), save or saved.__setitem__)

    return send


def test_a_field_is_saved_and_the_hour_is_told(post, saved, freeze):
    freeze("2026-11-22 14:32")

    response = post({"field": "name", "name": "Cité"})

    assert response.status_code == 200
    assert response["X-Autosave"] == "saved"
    assert response.content.decode() == "Enregistré à 14\u00a0h\u00a032"
    assert saved == {"name": "Cité"}


def test_several_values_of_one_field(post, saved):
    post({"field": "sites", "sites": ["mk2", "friche"]})

    assert saved == {"sites": ["mk2", "friche"]}


def test_a_draft_may_be_emptied(post, saved):
    assert post({"field": "name", "name": ""}).status_code == 200
    assert saved == {"name": ""}


def test_a_value_that_the_form_refuses_is_not_saved(post, saved):
    response = post({"field": "name", "name": "trop long"})

    assert response.status_code == 422
    assert response["X-Autosave"] == "invalid"
    assert "5 caractères" in response.content.decode()
    assert saved == {}


def test_other_fields_of_the_post_are_left_alone(post, saved):
    post({"field": "name", "name": "Cité", "sites": ["mk2"]})

    assert saved == {"name": "Cité"}


def test_a_refusal_of_the_service_is_shown_and_escaped(post):
    def refuse(name, value):
        raise DomainError("La clôture <b>est passée</b>.")

    response = post({"field": "name", "name": "Cité"}, save=refuse)

    assert response.status_code == 409
    assert response["X-Autosave"] == "refused"
    assert "&lt;b&gt;" in response.content.decode()


@pytest.mark.parametrize("field", ["", "inconnu", "csrfmiddlewaretoken"])
def test_an_unknown_field_is_refused(post, saved, field):
    assert post({"field": field}).status_code == 409
    assert saved == {}


def test_the_parts_of_a_field_and_a_prefix_are_its_own():
    form = DraftForm({}, prefix="p")

    assert field_name(form, "p-when_0") == "when"
    assert field_name(form, "p-name") == "name"
    assert field_name(form, "name") is None
    assert field_name(form, "p-name_7") is None


def test_a_conflict_is_told_apart_from_a_refusal(post):
    def overtaken(name, value):
        raise Conflict("Camille Martin a écrit ici.")

    response = post({"field": "name", "name": "Cité"}, save=overtaken)

    assert (response.status_code, response["X-Autosave"]) == (409, "conflict")
