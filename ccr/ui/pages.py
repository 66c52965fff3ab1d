"""Pages and parts of pages that every app uses: pagination, confirmation."""

from django.core.paginator import Page, Paginator
from django.shortcuts import render


def paginate(request, queryset, per_page: int = 50) -> Page:
    """The page asked by ``?page=``; a number that is no page gives the nearest one. Two queries."""
    return Paginator(queryset, per_page).get_page(request.GET.get("page"))


def confirm_page(request, *, title: str, sentence: str, action: str, back: str, details=(), form=None, danger=False):
    """A page that asks before an act which cannot be undone by a click.

    title: the question (« Retirer la candidature ? »); sentence: what will happen; action: the button's verb;
    back: address of « Annuler »; details: (label, value) pairs; form: a reason to type, rendered above the button;
    danger: the button is red. The button posts to the same address.

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
        "danger": danger,
    }
    return render(request, "ui/confirm.html", context, status=422 if form is not None and form.errors else 200)
