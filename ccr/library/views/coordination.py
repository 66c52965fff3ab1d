"""The *porte-documents* as the coordination keeps it: in preparation, published, retired."""

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ccr import documents
from ccr.library import rules, services
from ccr.library.forms import (
    EntryFilter,
    EntryForm,
    FileForm,
    NewEntryForm,
    PublishForm,
    ReadingForm,
    RetireForm,
    ThemeForm,
)
from ccr.library.models import Entry, EntryFile, Journal, MeetingReading, Theme
from ccr.library.states import DocumentKind, EntryState
from ccr.notifications import lists
from ccr.notifications.states import MAIL, MailState
from ccr.ui import french
from ccr.ui.forms import StandardHelper
from ccr.ui.pages import accepted, act, confirm_page, paginate, posted
from ccr.wall.access import for_sides
from ccr.wall.audience import audience
from ccr.wall.errors import Conflict, DomainError
from ccr.wall.sides import Side

EVERY = ["GET", "HEAD", "POST"]
ONCE = "Une fois publié"


def _entry(request, pk) -> Entry:
    rows = Entry.objects.visible_to(request.seat).select_related("theme", "campaign", "meeting__campaign")
    return get_object_or_404(rows, pk=pk)


def _url(request, name, *args) -> str:
    return reverse(f"library:{name}", args=[request.campaign.slug, *args])


def _readers() -> str:
    """Who reads what is typed of a document, from the plates of both tables."""
    return audience(Entry, to=Side.COORDINATION, once=ONCE)


@require_safe
@for_sides(Side.COORDINATION)
def entry_list(request, campaign):
    """Everything, with its state; filters and counts."""
    everything = Entry.objects.visible_to(request.seat)
    counts = everything.order_by().aggregate(
        total=Count("pk"), **{str(state): Count("pk", filter=Q(state=state)) for state in EntryState}
    )
    filterset = EntryFilter(request.GET, everything)
    rows = filterset.qs.select_related("theme").annotate(
        file_count=Count("files", filter=Q(files__retired_at__isnull=True)),
        is_prerequisite=Exists(MeetingReading.objects.filter(document=OuterRef("pk"), removed_at__isnull=True)),
    )
    page = paginate(request, rows.order_by("-dated_on", "title", "pk"))
    is_narrowed = bool(filterset.form.changed_data)
    context = {
        "filterset": filterset,
        "page": page,
        "counts": counts,
        "count": french.counted(page.paginator.count, "document") if is_narrowed else "",
    }
    return render(request, "library/entries.html", context)


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def entry_add(request, campaign):
    """Begin a document; nobody else reads it."""
    form = NewEntryForm(posted(request))
    form.helper = StandardHelper("Enregistrer, puis ajouter un fichier", cancel=_url(request, "entries"))
    if form.is_valid():
        entry = accepted(form, services.add_entry, dict(form.cleaned_data), key=form.key, by=request.seat)
        if entry:
            messages.success(request, "C’est enregistré. Ajoutez maintenant le fichier à lire.")
            return redirect("library:entry_file_add", campaign, entry.pk)
    context = {"form": form, "entry": None, "back": _url(request, "entries"), "audience": _readers()}
    return render(request, "library/entry_form.html", context, status=422 if form.errors else 200)


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def entry_edit(request, campaign, pk):
    """Change what is said of a document."""
    entry = _entry(request, pk)
    back = _url(request, "entry", entry.pk)
    if request.method != "POST" and (refusal := rules.why_not_change(entry)):
        messages.error(request, refusal)
        return redirect(back)
    form = EntryForm.of(entry, posted(request))
    form.helper = StandardHelper("Enregistrer", cancel=back)
    is_sent = form.is_valid() and "modifier" not in request.POST
    if (
        is_sent
        and "confirm" not in request.POST
        and (later := services.minutes_told_late(entry, form.changed_values()))
    ):
        return confirm_page(
            request,
            title="Envoyer ce compte rendu\u00a0?",
            sentence="Ce document est publié\u00a0: il part aussitôt par e-mail à chaque membre du groupe de cette "
            "réunion, présent ou non, qui ne l’a pas déjà reçu. Un e-mail parti ne se reprend pas.",
            details=[("Titre", later.title), *_addressed(later, request.seat)],
            typed=form,
            edits=True,
            action="Enregistrer et envoyer",
            back=back,
        )
    if is_sent and accepted(
        form, services.change_entry, entry, form.changed_values(), seen=form.seen(), by=request.seat
    ):
        messages.success(request, "C’est enregistré." + (" Tout le monde le lit ainsi." if entry.is_published else ""))
        return redirect(back)
    context = {"form": form, "entry": entry, "back": back, "audience": _readers()}
    return render(request, "library/entry_form.html", context, status=422 if form.errors else 200)


@require_safe
@for_sides(Side.COORDINATION)
def entry_detail(request, campaign, pk):
    """A document: what is said of it, its files, what is to be done, what was done."""
    entry = _entry(request, pk)
    readings = MeetingReading.objects.filter(document=entry.pk, removed_at__isnull=True)
    history = Journal.objects.visible_to(request.seat).filter(about_id=entry.pk)
    context = {
        "entry": entry,
        "facts": _facts(entry),
        "files": EntryFile.objects.visible_to(request.seat).filter(entry=entry).live(),
        "readings": readings.select_related("meeting__campaign").order_by("meeting__starts_at", "pk"),
        "history": history.select_related("by_person").order_by("-at", "-pk")[:20],
        **_sent(request.seat, entry),
        "why_not_publish": rules.why_not_publish(entry),
        "why_not_change": rules.why_not_change(entry),
    }
    return render(request, "library/entry.html", context)


def _sent(seat, entry) -> dict:
    """How many mails of published minutes are in each state; those of another call are followed by its coordination."""
    if not (entry.published_at and entry.is_minutes_of_a_meeting):
        return {}
    if entry.meeting.campaign_id != seat.campaign_id:
        return {"sent_by": entry.meeting.campaign}
    found = lists.counts(seat, occurrence=entry.pk.hex)
    sent = [(MAIL.badge(state), count) for state, count in sorted(found.items()) if count]
    return {"sent": sent, "came_back": found[MailState.RETURNED]}


def _facts(entry) -> list[tuple[str, str]]:
    shown = [
        ("Résumé", entry.summary),
        ("Mots-clés", entry.keywords or "aucun"),
        ("Thème", entry.theme.name),
        ("Nature", entry.get_kind_display()),
        *([("Réunion", _meeting(entry.meeting))] if entry.meeting else []),
        ("Date du document", french.long_date(entry.dated_on)),
        ("Appel", entry.campaign.title if entry.campaign else "aucun en particulier"),
    ]
    if entry.published_at:
        shown.append(("Publié", french.moment(entry.published_at)))
    if entry.is_retired:
        shown += [("Retiré", french.moment(entry.retired_at)), ("Motif du retrait", entry.retired_reason)]
    return shown


def _meeting(meeting) -> str:
    return f"{meeting.get_kind_display()} du {french.long_date(meeting.starts_at)}, {meeting.campaign.title}"


def _addressed(entry, seat) -> list[tuple[str, str]]:
    """Whom published minutes are written to, for the page that asks: nobody chooses to skip it (A171)."""
    if entry.kind != DocumentKind.MINUTES:
        return []
    if entry.meeting is None:
        return [("Envoi", "à personne\u00a0: aucune réunion n’est indiquée")]
    groups = [group.who for group in services.groups_of(entry.meeting, seat)]
    who = ", ".join(groups) or "personne, la réunion n’avait pas d’inscrit"
    if groups and entry.published_at:
        who += ", sauf qui l’a déjà reçu"
    said = [("Réunion", _meeting(entry.meeting)), ("Envoi par e-mail", who)]
    if groups and entry.meeting.campaign_id != seat.campaign_id:
        said.append(("Suivi des courriers", f"par la coordination de cet autre appel, {entry.meeting.campaign.title}"))
    return said


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def entry_publish(request, campaign, pk):
    """Open a document to everybody, after a question that shows what they will read."""
    entry = _entry(request, pk)
    back = _url(request, "entry", entry.pk)
    if request.method == "POST":
        seen = request.POST.get("seen")
        try:
            entry = services.publish(entry, seen=seen, by=request.seat)
        except Conflict as changed:
            messages.error(request, changed.sentence)
            entry = _entry(request, pk)
        except DomainError as refusal:
            messages.error(request, refusal.sentence)
            return redirect(back)
        else:
            messages.success(request, f"«\u00a0{entry.title}\u00a0» est publié\u00a0: tout le monde peut le lire.")
            return redirect(back)
    if refusal := rules.why_not_publish(entry):
        messages.error(request, refusal)
        return redirect(back)
    files = EntryFile.objects.visible_to(request.seat).filter(entry=entry).live()
    names = ", ".join(f"{one.name} ({french.file_size(one.size)})" for one in files)
    return confirm_page(
        request,
        title="Publier ce document\u00a0?",
        sentence=(
            "Tout le monde pourra lire ce document et ses fichiers, sans compte, et les garder. Un compte rendu ne se "
            "publie que si le groupe qui l’a écrit en est d’accord\u00a0; celui d’un comité de sélection, jamais."
        ),
        details=[
            ("Titre", entry.title),
            ("Résumé", entry.summary),
            ("Thème", entry.theme.name),
            ("Fichiers", names),
            *_addressed(entry, request.seat),
        ],
        typed=PublishForm(initial={"seen": services.shown_before_publishing(entry)}),
        action="Publier",
        back=back,
    )


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def entry_retire(request, campaign, pk):
    """Take a document back, with a reason."""
    entry = _entry(request, pk)
    back = _url(request, "entry", entry.pk)
    form = RetireForm(posted(request))
    if form.is_valid():
        done = "Le document est retiré. Vous pourrez le publier de nouveau."
        return act(request, services.retire, entry, reason=form.cleaned_data["reason"], done=done, back=back)
    if refusal := rules.why_not_retire(entry):
        messages.error(request, refusal)
        return redirect(back)
    sentence = "Il quitte le porte-documents, le flux et les lectures préalables. Qui l’a déjà téléchargé le garde."
    if not entry.is_published:
        sentence = "Il n’a pas été publié\u00a0: la coordination seule l’a lu. Il reste dans votre liste."
    readers = audience(Entry, to=Side.COORDINATION, subject="Le motif", stays=True)
    return confirm_page(
        request,
        title="Retirer ce document\u00a0?",
        sentence=f"{sentence} {readers}",
        details=[("Titre", entry.title)],
        form=form,
        action="Retirer le document",
        back=back,
        danger=True,
    )


# Its files


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def entry_file_add(request, campaign, pk):
    """Join a file."""
    entry = _entry(request, pk)
    back = _url(request, "entry", entry.pk)
    if request.method != "POST" and (refusal := rules.why_not_change(entry)):
        messages.error(request, refusal)
        return redirect(back)
    form = FileForm(posted(request), request.FILES or None)
    done = "Le fichier est ajouté." + (" Tout le monde le lit." if entry.is_published else "")
    readers = audience(EntryFile, to=Side.COORDINATION, once=ONCE)
    return _added(request, entry, form, "file", services.add_file, "library/file_form.html", done, audience=readers)


def _added(request, entry, form, name, verb, template, done, **context):
    """Give an entry what its form holds under a name, and go back to it; or the form's page again."""
    back = _url(request, "entry", entry.pk)
    form.helper.cancel_url = back
    if form.is_valid() and accepted(form, verb, entry, form.cleaned_data[name], by=request.seat):
        messages.success(request, done)
        return redirect(back)
    context |= {"form": form, "entry": entry, "back": back}
    return render(request, template, context, status=422 if form.errors else 200)


def _file(request, pk, file) -> EntryFile:
    rows = EntryFile.objects.visible_to(request.seat).live().select_related("entry__campaign")
    return get_object_or_404(rows, pk=file, entry=pk)


@require_safe
@for_sides(Side.COORDINATION)
def entry_file(request, campaign, pk, file):
    """Download a file, published or not."""
    found = _file(request, pk, file)
    return documents.attachment(found.file, found.name, found.mime)


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def entry_file_retire(request, campaign, pk, file):
    """Take a file back, after a question."""
    found, back = _file(request, pk, file), _url(request, "entry", pk)
    if request.method == "POST":
        return act(request, services.retire_file, found, done="Le fichier est retiré.", back=back)
    if refusal := rules.why_not_retire_file(found.entry):
        messages.error(request, refusal)
        return redirect(back)
    return confirm_page(
        request,
        title="Retirer ce fichier\u00a0?",
        sentence="Il ne se télécharge plus. Qui l’a déjà le garde.",
        details=[("Fichier", found.name), ("Document", found.entry.title)],
        action="Retirer le fichier",
        back=back,
        danger=True,
    )


# What is read before a meeting


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def reading_add(request, campaign, pk):
    """Give a published document to read before a meeting of this call."""
    entry = _entry(request, pk)
    form = ReadingForm(posted(request), campaign=request.campaign)
    done = "C’est noté\u00a0: le document est montré avec la réunion."
    return _added(request, entry, form, "meeting", services.add_reading, "library/reading_form.html", done)


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def reading_remove(request, campaign, pk, reading):
    """Take a document off what is read before a meeting, after a question."""
    entry, back = _entry(request, pk), _url(request, "entry", pk)
    rows = MeetingReading.objects.filter(document=entry.pk, removed_at__isnull=True).select_related("meeting__campaign")
    found = get_object_or_404(rows, pk=reading)
    if request.method == "POST":
        return act(request, services.remove_reading, found, done="Ce n’est plus une lecture préalable.", back=back)
    when = french.long_date(found.meeting.starts_at)
    return confirm_page(
        request,
        title="Enlever cette lecture préalable\u00a0?",
        sentence="La page de la réunion ne la montre plus. Le document reste publié.",
        details=[("Document", entry.title), ("Réunion", f"{found.meeting.get_kind_display()} du {when}")],
        action="Enlever",
        back=back,
    )


# The shelves


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def theme_list(request, campaign):
    """The shelves in their order, how many documents on each; one more at the end."""
    form = ThemeForm(posted(request))
    form.helper = StandardHelper("Ajouter le thème")
    if form.is_valid() and accepted(form, services.add_theme, form.cleaned_data["name"], by=request.seat):
        messages.success(request, "Le thème est ajouté, après les autres.")
        return redirect("library:themes", campaign)
    everything = Entry.objects.visible_to(request.seat).order_by()
    counts = dict(everything.values_list("theme").annotate(Count("pk")))
    lines = [{"theme": theme, "count": counts.get(theme.pk, 0)} for theme in Theme.objects.all()]
    context = {"form": form, "lines": lines, "back": _url(request, "entries")}
    return render(request, "library/themes.html", context, status=422 if form.errors else 200)


@require_POST
@for_sides(Side.COORDINATION)
def theme_raise(request, campaign, theme):
    """Put a theme one place higher."""
    theme = get_object_or_404(Theme, pk=theme)
    return act(
        request,
        services.raise_theme,
        theme,
        done=f"«\u00a0{theme.name}\u00a0» est monté.",
        back=_url(request, "themes"),
    )


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def theme_rename(request, campaign, theme):
    """Give a shelf another name."""
    theme, back = get_object_or_404(Theme, pk=theme), _url(request, "themes")
    form = ThemeForm(posted(request), initial={"name": theme.name})
    form.helper = StandardHelper("Enregistrer", cancel=back)
    if form.is_valid() and accepted(form, services.rename_theme, theme, form.cleaned_data["name"], by=request.seat):
        messages.success(request, "Le thème a changé de nom, pour tous ses documents.")
        return redirect(back)
    context = {"form": form, "theme": theme, "back": back}
    return render(request, "library/theme_form.html", context, status=422 if form.errors else 200)
