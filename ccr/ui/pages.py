"""What the pages of every app do: bind a form, run a verb and say its refusal, ask before an act, paginate."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.shortcuts import redirect, render

from ccr.wall.errors import DomainError
from ccr.wall.sides import Lane

LANE_OF_ADDRESS = {"appui": Lane.SUPPORT, "instruction": Lane.INSTRUCTION}
"""The part of an address, after its campaign, that says in which lane its page stands."""


def lane_of(path: str) -> str:
    """The lane an address stands in, empty outside the two: « /2026/appui/… » is support's."""
    return next((str(LANE_OF_ADDRESS[part]) for part in path.split("/")[2:3] if part in LANE_OF_ADDRESS), "")


def posted(request):
    """What a form is bound to: what was sent, even when nothing was filled in; None on a GET."""
    return request.POST if request.method == "POST" else None


def act(request, verb: Callable, /, *args, done: str | Callable = "", back: str, **kwargs):
    """Run a verb for the seat and go back, with what is done or the sentence of the refusal.

    done: the sentence, or a function that says it of what the verb gave.
    """
    try:
        given = verb(*args, by=request.seat, **kwargs)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        if said := done(given) if callable(done) else done:
            messages.success(request, said)
    return redirect(back)


def accepted(form, verb: Callable, /, *args, **kwargs):
    """Run a verb with what a valid form holds: what it gives, True when it gives nothing, None when it is refused.

    A refusal becomes the form's own error, so that nothing typed is lost; where another person wrote meanwhile, the
    form shows her words beside.
    """
    try:
        given = verb(*args, **kwargs)
    except DomainError as refusal:
        if theirs := getattr(refusal, "theirs", None):
            form.catch_up(theirs)
        form.add_error(None, ValidationError(str(refusal), refusal.code))
        return None
    return given or True


def paginate(request, queryset, per_page: int = 50, *, count: int | None = None, name: str = "page") -> Page:
    """The page asked by ``?page=``; a number that is no page gives the nearest one. Two queries.

    count: how many rows there are, for a page that has counted them with something else: one query, or none for 0.
    name: of the parameter, for the second list of a page.
    """
    paginator, asked = Paginator(queryset, per_page), request.GET.get(name, "")
    if count is not None:
        paginator.count = count
    number = int(asked[:9]) if asked.isascii() and asked.isdigit() else 1  # cut, it is still far after the last one
    return paginator.get_page(max(number, 1))


def confirm_page(
    request,
    *,
    title: str,
    sentence: str,
    action: str,
    back: str,
    details=(),
    form=None,
    typed=None,
    edits=False,
    danger=False,
):
    """A page that asks before an act which cannot be undone by a click.

    title: the question (« Retirer la candidature ? »); sentence: what will happen; action: the button's verb;
    back: address of « Annuler »; details: (label, value) pairs; form: a reason to type, rendered above the button;
    typed: a valid form that the answer sends again, unseen, with ``confirm``; edits: instead of
    « Annuler », a button that sends it with ``modifier``, for the view to show it again; danger: the button is red. The
    buttons post to the same address.

    Example::

        if request.method != "POST":
            return confirm_page(request, title="Retirer la candidature ?", sentence="…", action="Retirer", back=url)
        services.withdraw(application, by=request.seat)
    """
    context = {
        "title": title,
        "sentence": sentence,
        "action": action,
        "back": back,
        "details": details,
        "form": form,
        "typed": typed,
        "edits": edits,
        "danger": danger,
        "lane": lane_of(request.path),
    }
    return render(request, "ui/confirm.html", context, status=422 if form is not None and form.errors else 200)
