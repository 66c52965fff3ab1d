"""Drafts that save themselves field by field (DESIGN 3): the server's half. ``static/js/autosave.js`` is the other.

The page's form says where a field is saved; the page shows the line that tells::

    class DraftForm(forms.ModelForm):
        def __init__(self, *args, autosave="", **kwargs):
            super().__init__(*args, **kwargs)
            self.helper = StandardHelper("Enregistrer", autosave=autosave)

    {% crispy form %} {% autosave_state %}

The view that saves one field::

    @require_POST
    @for_sides(Side.CANDIDATE)
    def draft_autosave(request, campaign):
        draft = get_object_or_404(Draft.objects.visible_to(request.seat), …)
        form = DraftForm(request.POST, instance=draft)
        return save_field(request, form, lambda name, value: services.write(draft, {name: value}, by=request.seat))

The browser posts ``field=<name>`` and that field's values. It is told:

- 200: saved; the fragment says « Enregistré à 14 h 32 »;
- 422: the value is refused; the fragment is the French sentence, shown beside the field, what was typed stays;
- 409: the service refused (``DomainError``: deadline passed, version moved on); the sentence is shown, no retry.
  A ``Conflict`` besides: what was typed stays in the page, and does not come back over the other person's words.

The form's hidden inputs travel with each field: they may say what the page was made from. So do, of a ``ShownForm``,
the value this field was made from (``initial-<name>``) and those that were sent without an answer (``sent-<name>``):
give ``form.seen()`` to the service, and a field that somebody else wrote, or that comes late, is a ``Conflict``.

Every answer has the header ``X-Autosave``: an answer without it (sign-in page, proxy error) counts as not saved. After
each save the form gets the event ``autosave:saved``: a fragment may refresh itself with ``hx-trigger``.
Files are not saved this way; without JavaScript the form's own « Enregistrer » does everything.
"""

from collections.abc import Callable

from django.forms import BaseForm, MultiWidget
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape

from ccr import clock
from ccr.ui import french
from ccr.wall.errors import Conflict, DomainError


def save_field(request: HttpRequest, form: BaseForm, save: Callable, *, draft: bool = True) -> HttpResponse:
    """Check one posted field with the form's own rules, and save it.

    form: bound to ``request.POST``; only the field named by ``field`` is kept: its ``clean`` must not need the others.
    save: called as ``save(name, value)`` with the cleaned value; a service, in its own transaction.
    draft: an empty answer is accepted even where the field is required.
    """
    name = field_name(form, request.POST.get("field", ""))
    if name is None:
        return _answer("Ce champ n’existe plus : rechargez la page.", 409, "refused")
    field = form.fields[name]
    if draft:
        field.required = False
    form.fields = {name: field}
    errors = form.errors.get(name) or form.non_field_errors()
    if errors:
        return _answer(" ".join(str(error) for error in errors), 422, "invalid")
    try:
        save(name, form.cleaned_data.get(name))
    except Conflict as conflict:
        more = " Enregistrez la page : elle vous montrera les deux textes." if conflict.theirs else ""
        return _answer(f"{conflict}{more}", 409, "conflict")
    except DomainError as refusal:
        return _answer(str(refusal), 409, "refused")
    return _answer(f"Enregistré à {french.hour(clock.now())}", 200, "saved")


def field_name(form: BaseForm, posted: str) -> str | None:
    """The form's field behind a posted name: prefix removed, parts of a multiple widget (``when_0``) included."""
    for name in form.fields:
        html_name = form.add_prefix(name)
        suffix = posted.removeprefix(f"{html_name}_") if isinstance(form.fields[name].widget, MultiWidget) else ""
        if posted == html_name or (suffix != posted and suffix.isdigit()):
            return name
    return None


def _answer(sentence: str, status: int, outcome: str) -> HttpResponse:
    response = HttpResponse(escape(sentence), status=status)
    response["X-Autosave"] = outcome
    response["Cache-Control"] = "no-store"
    return response
