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
"""Where the session keeps the secret of the link that was opened: it is looked at again for each page."""


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
    agreed, verb = contact.consents, contacts.change_contact
    if form.is_valid() and (changed := accepted(form, verb, contact, form.changed_values(), seen=form.seen(), by=by)):
        ended = " Ses coordonnées ne sont plus publiées." if agreed and not changed.consents else ""
        messages.success(request, f"Le contact est à jour.{ended}")
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
    request.session[OPENED] = token
    return redirect("directory:own_contact")


def _opened(request) -> Contact:
    """The contact that this browser's link opens still; else 404."""
    if found := contacts.opened_by(request.session.get(OPENED, "")):
        return found
    raise Http404


AGREE, DISAGREE = "agree", "disagree"
ANSWERS = {AGREE: "Je suis d’accord pour les publier", DISAGREE: "Ne pas les publier"}
DONE = {
    AGREE: "C’est noté\u00a0: vos coordonnées sont publiées.",
    DISAGREE: "C’est noté\u00a0: seuls l’organisation et la coordination les lisent.",
}


@require_http_methods(EVERY)
@enters(Side.LINK)
@never_cache
def own_contact(request):
    """What is said of the person named, and what she may answer."""
    found = _opened(request)
    if request.method == "POST":
        return _answered(request, found)
    said = "pas donné"
    if found.consents:
        said = french.long_date(found.consented_at)
    elif found.refused_at:
        said = f"refusé, {french.long_date(found.refused_at)}"
    facts = [
        ("Nom", found.name),
        ("Fonction", found.position),
        ("Adresse e-mail", found.email),
        ("Téléphone", found.phone),
        ("Ajouté", french.long_date(found.added_at)),
        ("Accord", said),
    ]
    given = {AGREE: found.consents, DISAGREE: found.refused_at}
    labels = ANSWERS | ({DISAGREE: "Ne plus les publier"} if found.consents else {})
    answers = [(value, label) for value, label in labels.items() if not given[value]]
    context = {"contact": found, "facts": facts, "answers": answers, "stamp": contacts.stamp(found)}
    return render(request, "directory/own_contact.html", context)


def _answered(request, contact):
    answer = request.POST.get("answer", "")
    if answer not in ANSWERS:
        messages.error(request, "Choisissez une réponse parmi celles de la page.")
        return redirect("directory:own_contact")
    try:
        contacts.answer_contact(contact, answer == AGREE, seen=request.POST.get("seen", ""))
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, DONE[answer])
    return redirect("directory:own_contact")


@require_http_methods(EVERY)
@enters(Side.LINK)
@never_cache
def own_contact_withdraw(request):
    """The person named has what is said of her erased, after a question."""
    found = _opened(request)
    if request.method == "POST":
        contacts.withdraw_contact(found, by=None)
        messages.success(request, "Vos coordonnées sont effacées, et ce lien n’ouvre plus rien.")
        return redirect("ui:public_home")
    return confirm_page(
        request,
        title="Effacer vos coordonnées\u00a0?",
        sentence="Elles sont effacées pour tous, l’organisation et la coordination comprises\u00a0; ce lien n’ouvre "
        "plus rien. Il ne reste de votre adresse qu’une empreinte, que personne ne peut relire\u00a0: l’organisation "
        "ne pourra pas noter votre accord à votre place.",
        details=[("Nom", found.name), ("Coordonnées", found.ways)],
        action="Effacer mes coordonnées",
        back=reverse("directory:own_contact"),
        danger=True,
    )
