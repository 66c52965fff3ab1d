"""The contacts of an organisation: its members' pages, the coordination's, and that of the person named (A211)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from ccr.directory import contacts
from ccr.directory.forms import ContactForm, NewContactForm
from ccr.directory.models import Contact, Organisation
from ccr.directory.views.organisations import own_organisation
from ccr.ui import french
from ccr.ui.forms import StandardHelper
from ccr.ui.pages import accepted, confirm_page, posted
from ccr.wall.access import enters, for_sides
from ccr.wall.errors import DomainError
from ccr.wall.sides import Side

EVERY = ["GET", "HEAD", "POST"]
OPENED = "directory.contact"
"""Where the session keeps which contact a link opened."""


def _contact(organisation, pk) -> Contact:
    return get_object_or_404(Contact.objects.live().of(organisation).select_related("organisation"), pk=pk)


def _add(request, organisation, by, back):
    form = NewContactForm(posted(request))
    form.helper = StandardHelper("Ajouter le contact", cancel=back)
    if form.is_valid():
        values = dict(form.cleaned_data)
        consents = values.pop("consents")
        verb = contacts.add_contact
        if accepted(form, verb, organisation, values, consents=consents, key=form.key, by=by):
            messages.success(request, "Le contact est ajouté. S’il a une adresse, un message le lui dit.")
            return redirect(back)
    return _page(request, organisation, form, back, title="Ajouter un contact")


def _edit(request, contact, by, back):
    form = ContactForm.of(contact, posted(request))
    form.helper = StandardHelper("Enregistrer", cancel=back)
    if form.is_valid() and accepted(
        form, contacts.change_contact, contact, form.changed_values(), seen=form.seen(), by=by
    ):
        messages.success(request, "Le contact est à jour.")
        return redirect(back)
    return _page(request, contact.organisation, form, back, title="Modifier un contact")


def _page(request, organisation, form, back, *, title):
    context = {"organisation": organisation, "form": form, "back": back, "title": title}
    return render(request, "directory/contact_form.html", context, status=422 if form.errors else 200)


def _withdraw(request, contact, by, back):
    if request.method == "POST":
        contacts.withdraw_contact(contact, by=by)
        messages.success(request, "Le contact est retiré.")
        return redirect(back)
    return confirm_page(
        request,
        title="Retirer ce contact\u00a0?",
        sentence="Son nom et ses coordonnées sont effacés. L’historique dit qu’un contact a été retiré, sans dire qui.",
        details=[("Nom", contact.name), ("Coordonnées", contact.ways)],
        action="Retirer le contact",
        back=back,
        danger=True,
    )


# By the members


@enters(Side.NEWCOMER)
@require_http_methods(EVERY)
def contact_add(request, organisation):
    """Name a contact of one's organisation."""
    organisation = own_organisation(request, organisation)
    return _add(request, organisation, request.user, reverse("directory:members", args=[organisation.pk]))


@enters(Side.NEWCOMER)
@require_http_methods(EVERY)
def contact_edit(request, organisation, pk):
    """Correct a contact of one's organisation."""
    organisation = own_organisation(request, organisation)
    back = reverse("directory:members", args=[organisation.pk])
    return _edit(request, _contact(organisation, pk), request.user, back)


@enters(Side.NEWCOMER)
@require_http_methods(EVERY)
def contact_withdraw(request, organisation, pk):
    """Take a contact of one's organisation off, after a question."""
    organisation = own_organisation(request, organisation)
    back = reverse("directory:members", args=[organisation.pk])
    return _withdraw(request, _contact(organisation, pk), request.user, back)


# By the coordination


def _recorded(request, pk) -> tuple[Organisation, str]:
    organisation = get_object_or_404(Organisation, pk=pk).kept
    return organisation, reverse("directory:edit", args=[request.campaign.slug, organisation.pk])


@for_sides(Side.COORDINATION)
@require_http_methods(EVERY)
def record_contact_add(request, campaign, organisation):
    """Name a contact of any organisation."""
    organisation, back = _recorded(request, organisation)
    return _add(request, organisation, request.seat, back)


@for_sides(Side.COORDINATION)
@require_http_methods(EVERY)
def record_contact_edit(request, campaign, organisation, pk):
    """Correct a contact of any organisation."""
    organisation, back = _recorded(request, organisation)
    return _edit(request, _contact(organisation, pk), request.seat, back)


@for_sides(Side.COORDINATION)
@require_http_methods(EVERY)
def record_contact_withdraw(request, campaign, organisation, pk):
    """Take a contact of any organisation off, after a question."""
    organisation, back = _recorded(request, organisation)
    return _withdraw(request, _contact(organisation, pk), request.seat, back)


# By the person named


@require_safe
@enters(Side.LINK)
@never_cache
@sensitive_variables("token")
def contact_link(request, token):
    """Keep which contact the link opens, and go on without the secret in the address."""
    found = contacts.opened_by(token)
    if found is None:
        return render(request, "directory/contact_unknown.html", status=404)
    request.session[OPENED] = str(found.pk)
    return redirect("directory:own_contact")


@require_http_methods(EVERY)
@enters(Side.LINK)
@never_cache
def own_contact(request):
    """What is said of the person named, and what she may answer."""
    found = contacts.live(request.session.get(OPENED))
    if found is None:
        raise Http404
    if request.method == "POST":
        return _answered(request, found)
    facts = [
        ("Nom", found.name),
        ("Fonction", found.position),
        ("Adresse e-mail", found.email),
        ("Téléphone", found.phone),
        ("Ajouté", french.long_date(found.added_at)),
        ("Accord", french.long_date(found.consented_at) if found.consents else "pas donné"),
    ]
    first = contacts.Answer.DISAGREE if found.consents else contacts.Answer.AGREE
    context = {"contact": found, "facts": facts, "answer": first, "withdraw": contacts.Answer.WITHDRAW}
    return render(request, "directory/own_contact.html", context)


DONE = {
    contacts.Answer.AGREE: "C’est noté\u00a0: vos coordonnées sont publiées.",
    contacts.Answer.DISAGREE: "C’est noté\u00a0: seuls l’organisation et la coordination les lisent.",
    contacts.Answer.WITHDRAW: "Vos coordonnées sont effacées, et ce lien n’ouvre plus rien.",
}


def _answered(request, contact):
    answer = request.POST.get("answer", "")
    if answer not in contacts.Answer.values:
        messages.error(request, "Choisissez une réponse parmi celles de la page.")
        return redirect("directory:own_contact")
    try:
        contacts.answer_contact(contact, contacts.Answer(answer))
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
        return redirect("ui:public_home")
    messages.success(request, DONE[answer])
    return redirect("ui:public_home" if answer == contacts.Answer.WITHDRAW else "directory:own_contact")
