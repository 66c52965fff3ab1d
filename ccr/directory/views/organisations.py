"""The way in of a candidate, the members of an organisation, and what the coordination answers."""

import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Case, When
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from ccr import clock, registry
from ccr.directory import company_search, contacts, filling, identifiers, rules, services
from ccr.directory.forms import (
    CoordinationOrganisationForm,
    KindForm,
    NewOrganisationForm,
    OrganisationForm,
    SearchForm,
)
from ccr.directory.models import Contact, JoinRequest, JoinState, Membership, Organisation
from ccr.directory.states import JOIN_REQUEST
from ccr.registry import Beginning, Step
from ccr.ui import french
from ccr.ui.pages import accepted, confirm_page, paginate, posted
from ccr.wall.access import enters, for_sides
from ccr.wall.errors import DomainError
from ccr.wall.sides import Side

RESULTS = 10
BEGIN = "Créer et commencer la candidature"
"""What the button of a new organisation says: it is recorded by who comes to apply for it."""


def way_in(current: int) -> list[Step]:
    """The candidate's three steps, the account being done by whoever is here."""
    titles = ("Votre compte", "Votre organisation", "Votre candidature")
    return [
        Step(title, "done" if n < current else "current" if n == current else "todo") for n, title in enumerate(titles)
    ]


def _barred(request):
    """The page that says why this person does not apply in this call, or None."""
    if not request.user.is_authenticated:
        raise Http404
    reason = rules.why_not_applicant(request.seat) or rules.why_not_open_call(request.campaign)
    return render(request, "directory/barred.html", {"reason": reason}) if reason else None


def _sentence_of(join_request) -> str:
    """Where a request stands, in a sentence that says who answers and when."""
    name = join_request.organisation.name
    if join_request.state == JoinState.ESCALATED:
        if join_request.escalated_at == join_request.asked_at:
            return (
                f"Personne ne peut répondre chez {name} : votre demande est partie à la coordination de l’appel, qui "
                "vous répondra par e-mail."
            )
        return (
            f"Sans réponse {french.of(name)}, votre demande est passée à la coordination, qui vous répondra par e-mail."
        )
    limit = clock.in_paris(services.escalates_on(join_request))
    return (
        f"Votre demande est partie aux membres {french.of(name)}. Sans réponse le {limit:%d/%m/%Y}, elle passera à la "
        "coordination de l’appel. Vous recevrez la réponse par e-mail."
    )


@require_safe
def choose(request, campaign):
    """« Votre organisation »: one's own to go on with, or search, join, create.

    A number that the directory does not know leads straight to the record to create, filled from it.
    """
    if barred := _barred(request):
        return barred
    memberships = request.user.memberships.current(clock.today()).select_related("organisation")
    mine = [membership.organisation for membership in memberships.order_by("organisation__name")]
    asked = JoinRequest.objects.filter(person=request.user, state__in=rules.OPEN_STATES)
    asked = list(asked.select_related("organisation", "campaign").order_by("asked_at"))
    search = SearchForm(request.GET) if "q" in request.GET else SearchForm()
    results = None
    if search.is_bound and search.is_valid():
        known = {organisation.pk for organisation in mine} | {join_request.organisation_id for join_request in asked}
        found = Organisation.objects.named(search.cleaned_data["q"]).order_by("name", "pk")[: RESULTS + 1]
        try:
            if not found and (number := _number(search.cleaned_data["q"])):
                return redirect(f"{reverse('directory:create', args=[campaign])}?{urlencode({'q': number})}")
        except ValidationError as error:
            search.add_error("q", error)
        else:
            results = [{"organisation": organisation, "known": organisation.pk in known} for organisation in found]
    context = {
        "steps": way_in(1),
        "mine": mine,
        "asked": [{"sentence": _sentence_of(r), "badge": JOIN_REQUEST.badge(r.state), "request": r} for r in asked],
        "search": search,
        "results": results and results[:RESULTS],
        "searched": results is not None,
        "more": bool(results) and len(results) > RESULTS,
        "query": request.GET.get("q", "").strip(),
    }
    return render(request, "directory/choose.html", context)


def join(request, campaign, organisation):
    """Ask the members to let one in."""
    if barred := _barred(request):
        return barred
    organisation = get_object_or_404(Organisation, pk=organisation).kept
    back = reverse("directory:choose", args=[campaign])
    if reason := rules.why_not_join(request.user, organisation):
        messages.info(request, reason)
        return redirect(back)
    form = KindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = services.ask_to_join(request.user, organisation, request.campaign, kind=form.cleaned_data["kind"])
        except DomainError as error:
            messages.error(request, error.sentence)
        else:
            messages.success(request, _sentence_of(asked))
        return redirect(back)
    return confirm_page(
        request,
        title=f"Demander à rejoindre {organisation.name} ?",
        sentence=(
            "Vos nom et adresse seront montrés à ses membres, qui vous répondront. Sans réponse en "
            f"{request.campaign.join_request_days} jours, la coordination de l’appel prendra le relais."
        ),
        details=[
            ("Numéro", organisation.identifier),
            ("Commune", organisation.city),
            *(("Contact", said) for said in contacts.shown_of(organisation)),
        ],
        form=form,
        action="Envoyer la demande",
        back=back,
    )


def create(request, campaign):
    """Record an organisation that the directory does not know, and begin its application.

    From a number that was searched, what the public register says of it stands in the form already.
    """
    if barred := _barred(request):
        return barred
    back = reverse("directory:choose", args=[campaign])
    searched, asks_register = request.GET.get("q", ""), filling.asked(request)
    beginning = _beginning(request, typed=not asks_register)
    form = NewOrganisationForm(request.POST or None, submit=BEGIN, cancel=back, initial=_guess(searched))
    if request.method != "POST" and _is_number(searched) and company_search.is_on():
        form = NewOrganisationForm(_typed(form), submit=BEGIN, cancel=back)
        _fill(request, form, known="directory:join")
    elif asks_register:
        _fill(request, form, known="directory:join")
    elif request.method == "POST" and all([form.is_valid(), beginning is None or beginning.form.is_valid()]):
        try:
            organisation = services.create_organisation(
                form.values, person=request.user, kind=form.cleaned_data["kind"], campaign=request.campaign
            )
        except services.AlreadyKnown as error:
            messages.warning(request, error.sentence)
            return redirect("directory:join", campaign, error.organisation.pk)
        except DomainError as error:
            form.add_error(None, error.sentence)
        else:
            return redirect(_begun(request, organisation, beginning))
    context = {"form": form, "beginning": beginning, "steps": way_in(1)}
    wrong = form.errors or (beginning and beginning.form.errors)
    return render(request, "directory/create.html", context, status=422 if wrong else 200)


def _beginning(request, *, typed) -> Beginning | None:
    """What is asked of who comes to apply, beside the record. typed: whether what was sent is to be looked at."""
    sides = request.seat.sides if request.seat else {Side.NEWCOMER}
    sent = posted(request)
    for ask in registry.providers("beginning", sides):
        return ask(sent) if typed else ask(initial=sent and sent.dict())
    return None


def _begun(request, organisation, beginning) -> str:
    """Begin the application of an organisation just recorded; where one goes on, or the page that says why not."""
    there = reverse("candidates:begin", args=[request.campaign.slug, organisation.pk])
    if beginning is None:
        return there
    try:
        there = beginning.begin(request.campaign, organisation, request.user, by=request.seat or request.user)
    except DomainError as error:
        messages.warning(request, f"{organisation.name} est dans l’annuaire. {error.sentence}")
    else:
        messages.success(
            request,
            f"{organisation.name} est dans l’annuaire, et sa candidature est ouverte. Elle s’enregistre au fil de la "
            "saisie : vous pouvez la quitter et y revenir.",
        )
    return there


def _typed(form) -> QueryDict:
    """What one would have typed to ask for the number that the form begins with: it alone."""
    data = QueryDict(mutable=True)
    data.update({"number": form.initial["number"], "kind": form.fields["kind"].initial})
    return data


def _number(query: str) -> str:
    """The SIREN or SIRET that was searched, empty for anything else. Raises ValidationError when its key is wrong."""
    compact = identifiers.compact(query)
    if not re.fullmatch("[0-9]{9}|[0-9]{14}", compact):
        return ""
    return identifiers.clean_siren(compact) if len(compact) == 9 else identifiers.clean_siret(compact)


def _is_number(query: str) -> bool:
    """Whether it is a SIREN or SIRET that may exist."""
    try:
        return bool(_number(query))
    except ValidationError:
        return False


def _fill(request, form, *, known) -> None:
    """« Remplir depuis le SIRET ». known: name of the page of a record that bears the number already."""

    def known_url(organisation):
        args = [organisation.pk] if request.campaign is None else [request.campaign.slug, organisation.pk]
        return reverse(known, args=args)

    filling.fill(form, replace=request.POST.get(filling.BUTTON) == filling.REPLACE, known_url=known_url)


def _guess(query: str) -> dict:
    """What was searched, in the field it fits."""
    compact = identifiers.compact(query)
    if identifiers.RNA_PATTERN.fullmatch(compact):
        return {"rna": compact}
    return {"number": compact} if compact.isdigit() else {"name": query.strip()[:200]}


# An organisation's own page


def own_organisation(request, pk) -> Organisation:
    """The organisation of that key, for one of its members; else 404."""
    organisation = get_object_or_404(Organisation, pk=pk).kept
    if not rules.is_member(request.user, organisation):
        raise Http404
    return organisation


@enters(Side.NEWCOMER)
@require_safe
def members(request, organisation):
    """Who belongs to one's organisation, and who asks to."""
    organisation = own_organisation(request, organisation)
    current = organisation.memberships.current(clock.today()).select_related("person").order_by("starts_on", "id")
    asked = JoinRequest.objects.filter(organisation=organisation, state__in=rules.OPEN_STATES)
    context = {
        "organisation": organisation,
        "members": [
            {
                "membership": m,
                "may_end": rules.why_not_end_membership(m, request.user) is None,
                "me": m.person == request.user,
            }
            for m in current
        ],
        "requests": [
            {"request": r, "badge": JOIN_REQUEST.badge(r.state), "limit": services.escalates_on(r)}
            for r in asked.select_related("person", "campaign").order_by("asked_at")
        ],
        **_contacts(organisation, "directory:contact", organisation.pk),
    }
    return render(request, "directory/members.html", context)


def _contacts(organisation, name, *args) -> dict:
    """The contacts of an organisation, for who keeps them. name: the start of their pages' names; args: of these."""
    return {
        "contacts": [
            {
                "contact": one,
                "edit": reverse(f"{name}_edit", args=[*args, one.pk]),
                "withdraw": reverse(f"{name}_withdraw", args=[*args, one.pk]),
            }
            for one in Contact.objects.live().of(organisation)
        ],
        "contact_add": reverse(f"{name}_add", args=args),
    }


@enters(Side.NEWCOMER)
def change(request, organisation):
    """Correct one's organisation's record."""
    organisation = own_organisation(request, organisation)
    back = reverse("directory:members", args=[organisation.pk])
    form = OrganisationForm(
        request.POST or None,
        instance=Organisation.objects.get(pk=organisation.pk),
        submit="Enregistrer",
        cancel=back,
    )
    if filling.asked(request):
        _fill(request, form, known="directory:members")
    elif request.method == "POST" and form.is_valid():
        verb, seen = services.change_organisation, form.seen()
        if accepted(form, verb, organisation, form.values, seen=seen, by=request.user):
            messages.success(request, "La fiche est à jour.")
            return redirect(back)
    context = {"organisation": organisation, "form": form}
    return render(request, "directory/change.html", context, status=422 if form.errors else 200)


def _answer(request, join_request, by) -> None:
    try:
        answered = services.answer_join_request(join_request, accept=request.POST.get("answer") == "accept", by=by)
    except DomainError as error:
        messages.error(request, error.sentence)
        return
    name = answered.person.full_name
    if answered.state == JoinState.ACCEPTED:
        messages.success(request, f"{name} fait maintenant partie de {answered.organisation.name}, et en est prévenu.")
    else:
        messages.success(request, f"Demande refusée. {name} en est prévenu.")


@enters(Side.NEWCOMER)
@require_POST
def answer(request, organisation, pk):
    """A member answers a request."""
    organisation = own_organisation(request, organisation)
    _answer(request, get_object_or_404(JoinRequest, pk=pk, organisation=organisation), request.user)
    return redirect("directory:members", organisation.pk)


@enters(Side.NEWCOMER)
def end_membership(request, organisation, pk):
    """End a membership, one's own or, for who represents the organisation, another's."""
    organisation = own_organisation(request, organisation)
    membership = get_object_or_404(Membership.objects.select_related("person"), pk=pk, organisation=organisation)
    back = reverse("directory:members", args=[organisation.pk])
    mine = membership.person_id == request.user.pk
    try:
        if request.method == "POST":
            services.end_membership(membership, by=request.user)
            messages.success(request, "C’est fait. Les rôles tenus au titre de cette organisation ont pris fin aussi.")
            return redirect("ui:entrance" if mine else back)
        if reason := rules.why_not_end_membership(membership, request.user):
            raise DomainError(reason)
    except DomainError as error:
        messages.error(request, error.sentence)
        return redirect(back)
    name = "Quitter" if mine else f"Retirer {membership.person.full_name} de"
    return confirm_page(
        request,
        title=f"{name} {organisation.name} ?",
        sentence="Les rôles tenus au titre de cette organisation prendront fin, dans tous les appels.",
        action="Quitter" if mine else "Retirer",
        back=back,
        danger=True,
    )


# The coordination


@for_sides(Side.COORDINATION)
@require_safe
def requests(request, campaign):
    """Requests that came to the coordination, then those that still wait for an organisation."""
    asked = JoinRequest.objects.filter(campaign=request.campaign, state__in=rules.OPEN_STATES)
    by_turn = asked.order_by(Case(When(state=JoinState.ESCALATED, then=0), default=1), "asked_at", "pk")
    page = paginate(request, by_turn.select_related("person", "organisation", "campaign"))
    lines = [
        {"request": r, "badge": JOIN_REQUEST.badge(r.state, Side.COORDINATION), "limit": services.escalates_on(r)}
        for r in page.object_list
    ]
    context = {
        "page": page,
        "to_answer": asked.filter(state=JoinState.ESCALATED).count(),
        "escalated": [line for line in lines if line["request"].state == JoinState.ESCALATED],
        "waiting": [line for line in lines if line["request"].state == JoinState.WAITING],
    }
    return render(request, "directory/requests.html", context)


@for_sides(Side.COORDINATION)
@require_POST
def answer_escalated(request, campaign, pk):
    """The coordination answers in the organisation's place."""
    _answer(request, get_object_or_404(JoinRequest, pk=pk, campaign=request.campaign), request.seat)
    return redirect("directory:requests", campaign)


@for_sides(Side.COORDINATION)
@require_safe
def directory(request, campaign):
    """Every organisation, by name or number."""
    query = request.GET.get("q", "").strip()
    found = Organisation.objects.named(query) if query else Organisation.objects.kept()
    context = {"page": paginate(request, found.order_by("name", "pk")), "query": query}
    return render(request, "directory/directory.html", context)


@for_sides(Side.COORDINATION)
def add(request, campaign):
    """Record an organisation for the directory."""
    back = reverse("directory:directory", args=[campaign])
    form = CoordinationOrganisationForm(request.POST or None, submit="Ajouter à l’annuaire", cancel=back)
    return _coordination_form(request, form, back, lambda values: services.add_organisation(values, by=request.seat))


@for_sides(Side.COORDINATION)
def edit(request, campaign, organisation):
    """Correct an organisation's record, RAMSESS included."""
    organisation = get_object_or_404(Organisation, pk=organisation).kept
    back = reverse("directory:directory", args=[campaign])
    form = CoordinationOrganisationForm(
        request.POST or None,
        instance=Organisation.objects.get(pk=organisation.pk),
        submit="Enregistrer",
        cancel=back,
    )

    def save(values):
        return services.change_organisation(organisation, values, seen=form.seen(), by=request.seat)

    return _coordination_form(request, form, back, save)


def _coordination_form(request, form, back, save):
    if filling.asked(request):
        _fill(request, form, known="directory:edit")
    elif request.method == "POST" and form.is_valid():
        organisation = accepted(form, save, form.values)
        if organisation:
            messages.success(request, f"La fiche {french.of(organisation.name)} est à jour.")
            return redirect(back)
    is_new = form.instance._state.adding
    context = {"form": form, "back": back, "is_new": is_new}
    if not is_new:
        context["merged"] = list(form.instance.merged_records.order_by("former_name", "pk"))
        context |= _contacts(form.instance, "directory:record_contact", request.campaign.slug, form.instance.pk)
    return render(request, "directory/edit.html", context, status=422 if form.errors else 200)
