"""The coordinator's page of mails: what left, waits, failed or has to be checked; no body, no subject, no name."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ccr.ui.pages import confirm_page, paginate
from ccr.wall.access import for_sides
from ccr.wall.errors import DomainError
from ccr.wall.sides import Side

from . import lists, services
from .forms import MailFilter
from .outbox import mail_models
from .states import TO_CHECK, MailState


@require_safe
@for_sides(Side.COORDINATION)
def mail_list(request, campaign):
    """Every mail of the campaign, 50 a page, by state and kind."""
    form = MailFilter(request.GET, kinds=lists.kinds_of(request.seat))
    counts = lists.counts(request.seat)
    page = paginate(request, lists.mails(request.seat, **form.chosen()))
    page.object_list = [lists.Line(*row) for row in page.object_list]
    context = {
        "page": page,
        "filter": form,
        "to_check": sum(counts[state] for state in TO_CHECK),
        "figures": [(state.label, counts[state]) for state in MailState if counts[state]],
    }
    return render(request, "notifications/mail_list.html", context)


def _mail_or_404(request, label, pk):
    """The mail, if this seat follows its table."""
    for model in mail_models():
        if model._meta.label_lower == label:
            return get_object_or_404(model.objects.visible_to(request.seat), pk=pk)
    raise Http404


def _act(request, mail, *, service, done, **page):
    back = reverse("notifications:mail_list", args=[request.campaign.slug])
    if request.method != "POST":
        details = [("Courrier", mail.kind_label), ("État", mail.get_state_display()), ("Erreur", mail.error or "—")]
        return confirm_page(request, back=back, details=details, **page)
    try:
        service(mail, by=request.seat)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(back)


@require_http_methods(["GET", "POST"])
@for_sides(Side.COORDINATION)
def resend(request, campaign, label, pk):
    """Send again, after a confirmation that says what it risks, or where it goes."""
    mail = _mail_or_404(request, label, pk)
    return _act(
        request,
        mail,
        service=services.resend,
        done="Le courrier repart : son état se met à jour dans la minute.",
        title="Renvoyer ce courrier ?",
        sentence=f"{_where_to(mail)} Le renvoi est noté au journal.",
        action="Renvoyer",
    )


def _where_to(mail) -> str:
    """What sending it again would do."""
    if mail.state != MailState.RETURNED:
        return "S’il était déjà parti, la personne le recevra deux fois."
    if mail.recipient_id:
        return (
            "Il part à l’adresse que la personne a maintenant dans son compte : faites-la d’abord corriger, par elle "
            "dans « Mon compte », ou par l’administration."
        )
    return "Il part à l’adresse laissée à l’inscription : si elle est fausse, inscrivez plutôt la personne de nouveau."


@require_http_methods(["GET", "POST"])
@for_sides(Side.COORDINATION)
def mark_returned(request, campaign, label, pk):
    """Note that a mail came back, after a page that says what it changes."""
    return _act(
        request,
        _mail_or_404(request, label, pk),
        service=services.mark_returned,
        done="Le courrier est noté comme revenu. Renvoyez-le une fois l’adresse corrigée.",
        title="Ce courrier est-il revenu ?",
        sentence="Il est parti, puis un message d’erreur est arrivé dans la boîte d’envoi. Il comptera parmi ceux qui "
        "ont échoué, jusqu’à ce que vous le renvoyiez.",
        action="Revenu : adresse fausse ou boîte pleine",
    )


@require_http_methods(["GET", "POST"])
@for_sides(Side.COORDINATION)
def consider_sent(request, campaign, label, pk):
    """Close a mail to check, because somebody knows that it arrived."""
    return _act(
        request,
        _mail_or_404(request, label, pk),
        service=services.consider_sent,
        done="Le courrier est considéré comme parti.",
        title="Considérer ce courrier comme parti ?",
        sentence="Il ne sera plus jamais renvoyé. À choisir quand la personne dit l’avoir reçu.",
        action="Considérer comme parti",
    )
