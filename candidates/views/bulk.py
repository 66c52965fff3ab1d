"""Writing to several structures at once: chosen on the list, shown first, sent once, listed afterwards."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from candidates import mails, rules, services
from candidates.forms import BulkForm
from candidates.models import Application, BulkMail, BulkTarget, Mail
from candidates.services.bulk import BULK
from candidates.states import ApplicationState
from candidates.views.coordination import filtered
from ccr.ui import french
from ccr.ui.pages import accepted, paginate, posted
from ccr.wall.access import for_sides
from ccr.wall.audience import audience
from ccr.wall.sides import Side

SHOWN = 50
"""How many structures, or people, a page names at a time."""


@require_safe
@for_sides(Side.COORDINATION)
def bulk_mails(request, campaign):
    """What was sent, to how many, when, by whom."""
    page = paginate(request, BulkMail.objects.visible_to(request.seat).select_related("by"))
    return render(request, "candidates/bulk/list.html", {"page": page})


@require_safe
@for_sides(Side.COORDINATION)
def bulk_mail(request, campaign, pk):
    """One of them: its words, its structures, where each mail is."""
    found = get_object_or_404(BulkMail.objects.visible_to(request.seat).select_related("by"), pk=pk)
    targets = BulkTarget.objects.visible_to(request.seat).filter(mail=found)
    sent = Mail.objects.visible_to(request.seat).filter(kind=BULK, about_id=found.pk)
    targets = targets.select_related("application__organisation").order_by("application__organisation__name", "pk")
    sent = sent.select_related("recipient").order_by("recipient__last_name", "recipient__first_name", "pk")
    context = {
        "mail": found,
        "targets": paginate(request, targets, SHOWN, name="structures", count=found.structures),
        "page": paginate(request, sent, SHOWN, count=found.people),
        "audience": _audience(),
    }
    return render(request, "candidates/bulk/mail.html", context)


def _audience() -> str:
    names = {Side.CANDIDATE: "les structures à qui il est écrit"}
    return audience(BulkMail, to=Side.COORDINATION, subject="Ce courrier", names=names)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.COORDINATION)
def bulk_write(request, campaign):
    """Write, look, send. The structures are those ticked on the list, or all that its filters keep."""
    if request.method != "POST":
        chosen, left_out, refusal = _chosen(request)
        if refusal:
            messages.error(request, refusal)
            return redirect(f"{reverse('candidates:structures', args=[campaign])}?{_query(request)}".rstrip("?"))
        initial = {"structures": ",".join(pk.hex for pk, _ in chosen), "left_out": left_out}
        return _page(request, chosen, BulkForm(initial=initial))
    form = BulkForm(posted(request))
    valid = form.is_valid()
    rows = _rows(request, form.keys() if "structures" in form.cleaned_data else [])
    if not valid or "modifier" in request.POST:
        return _page(request, _names(rows), form, status=200 if valid else 422)
    if "envoyer" not in request.POST:
        return _preview(request, rows, form)
    sent = accepted(form, services.send_bulk, request.campaign, rows, by=request.seat, key=form.key, **form.typed())
    if not sent:
        return _page(request, _names(rows), form, status=422)
    messages.success(request, f"Le courrier part à {french.counted(sent.people, 'personne')}.")
    return redirect("candidates:bulk_mail", campaign, sent.pk)


def _query(request) -> str:
    query = request.GET.copy()
    for name in ("structure", "pour"):
        query.pop(name, None)
    return query.urlencode()


def _rows(request, keys):
    """The applications of these keys, by name, with their organisation."""
    rows = Application.objects.visible_to(request.seat).filter(pk__in=keys)
    return rows.select_related("organisation").order_by("organisation__name", "pk")


def _names(rows) -> list[tuple]:
    """(key, name of the structure) of each application: plain values, for there may be a thousand."""
    return list(rows.values_list("pk", "organisation__name"))


def _chosen(request):
    """(the structures to write to, how many withdrawn ones are left out, None), or (nothing, …, why not).

    The structures as ``_names`` gives them, in the list's order.

    Who took her application back is written to when she is ticked, or when the filter asks for the withdrawn ones.
    """
    if request.GET.get("pour") == "cochees":
        keys = [key for text in request.GET.getlist("structure") if (key := _key(text))]
        chosen = _names(_rows(request, keys))
        return chosen, 0, None if chosen else "Cochez au moins une structure dans la liste, puis écrivez-leur."
    filterset = filtered(request)
    if refusal := rules.why_not_filtered(filterset.of_other_lanes()):
        return [], 0, refusal
    found = list(filterset.ordered().values_list("pk", "organisation__name", "state"))
    asked = filterset.asks_for_withdrawn()
    chosen = [(pk, name) for pk, name, state in found if asked or state != ApplicationState.WITHDRAWN]
    left_out = len(found) - len(chosen)
    if left_out and not chosen:
        return [], left_out, rules.why_left_out(left_out)
    return chosen, left_out, None if chosen else "La liste est vide : il n’y a personne à qui écrire."


def _key(text):
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _page(request, chosen, form, *, status=200):
    """The form, and beside it the structures chosen, as ``_names`` gives them."""
    left_out = rules.why_left_out(form.cleaned_data.get("left_out") if form.is_bound else form.initial["left_out"])
    context = {
        "form": form,
        "chosen": chosen,
        "shown": [name for _, name in chosen[:SHOWN]],
        "more": len(chosen[SHOWN:]),
        "left_out": left_out,
        "back": reverse("candidates:structures", args=[request.campaign.slug]),
    }
    return render(request, "candidates/bulk/write.html", {**context, "audience": _audience()}, status=status)


def _preview(request, rows, form):
    """One mail as it will be read, and everybody who will receive it, fifty at a time."""
    found = services.bulk_recipients(request.campaign, rows, form.cleaned_data["to"])
    if refusal := rules.why_not_bulk(rows, found.people):
        form.add_error(None, refusal)
        return _page(request, rows, form, status=422)
    first, names = next(iter(found.people.items()))
    asked = request.POST.get("page", "")
    context = {
        "form": form,
        "page": Paginator(list(found.people.items()), SHOWN).get_page(asked if asked.isascii() else 1),
        "unreached": found.unreached[:SHOWN],
        "more_unreached": len(found.unreached[SHOWN:]),
        "left_out": rules.why_left_out(form.cleaned_data["left_out"]),
        "first": first,
        "letter": mails.bulk_preview(request.campaign, names, **form.typed()),
        "subject": mails.BULK_SUBJECT,
    }
    return render(request, "candidates/bulk/preview.html", context)
