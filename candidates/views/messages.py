"""The thread between a structure and the coordination: the same pages for both, each with its own words."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates import services, threads
from candidates.asked_once import applications_of
from candidates.forms import MessageForm, ThreadFilter
from candidates.models import Message, MessageFile, Writer
from candidates.states import MessageState
from candidates.views.application import address, own_application
from ccr import documents
from ccr.directory.models import Organisation
from ccr.ui import french
from ccr.ui.autosave import save_field
from ccr.ui.pages import accepted, act, paginate, posted
from ccr.wall.access import for_sides
from ccr.wall.audience import audience
from ccr.wall.errors import DomainError
from ccr.wall.sides import Side

BOTH = (Side.CANDIDATE, Side.COORDINATION)
PER_PAGE = 30


@require_safe
@for_sides(*BOTH)
def index(request, campaign):
    """« Messages »: straight to the thread of a structure; the coordination's list of all of them."""
    writer = services.writer_of(request.seat)
    if writer == Writer.COORDINATION:
        return _inbox(request, writer)
    found = applications_of(request.seat)
    if len(found) == 1:
        return redirect(address(found[0], "thread"))
    return render(request, "candidates/messages/mine.html", {"threads": threads.threads(request.seat, writer)})


def _inbox(request, writer):
    form = ThreadFilter(request.GET)
    chosen = form.chosen()
    kept = threads.SPOKEN
    if wanted := chosen.get("q"):
        kept = Q(organisation__in=Organisation.objects.named(wanted).values("pk"))
    if chosen.get("fil") == form.UNREAD:
        kept &= threads.UNREAD
    elif chosen.get("fil") == form.UNANSWERED:
        kept &= threads.WAITS
    rows = threads.threads(request.seat, writer)
    asked = {"kept": kept, "unread": threads.UNREAD, "waiting": threads.WAITS}
    counts = rows.aggregate(**{f"n_{name}": Count("pk", filter=condition) for name, condition in asked.items()})
    context = {
        "filter": form,
        "page": paginate(request, rows.filter(kept), count=counts["n_kept"]),
        "filtered": bool(chosen),
        "heading": _inbox_heading(counts["n_unread"], counts["n_waiting"]),
    }
    return render(request, "candidates/messages/inbox.html", context)


def _inbox_heading(unread, waiting) -> str:
    if unread:
        return f"{french.counted(unread, 'fil')} à lire"
    if waiting:
        return f"Tout est lu, {french.counted(waiting, 'structure attend', 'structures attendent')} une réponse"
    return "Tous les messages ont leur réponse"


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(*BOTH)
def thread(request, campaign, application):
    """Read the thread and write in it. Opened, it is read; sent, nothing typed is lost whatever is refused."""
    found = own_application(request, application)
    if request.method == "POST":
        return _send(request, found)
    return _page(request, found, _form(request, found))


def _form(request, found) -> MessageForm:
    return MessageForm.of(services.message_draft(found, by=request.seat), posted(request))


def _send(request, found):
    form, sent = _form(request, found), redirect(f"{address(found, 'thread')}#fin")
    if form.is_valid() and services.sent_by_form(found, form.key, by=request.seat):
        return sent
    for file in request.FILES.getlist("files"):
        try:
            services.join_file(found, file, by=request.seat)
        except DomainError as refusal:
            form.add_error(None, f"{file.name} n’est pas joint : {refusal.sentence}")
    text, window = form.cleaned_data.get("text"), {"seen": form.seen(), "by": request.seat}
    if form.errors:
        if text is not None and accepted(form, services.write_message, found, text, **window):
            form.keep_stored()
    elif accepted(form, services.send_message, found, text, key=form.key, page=form.page_key, **window):
        messages.success(request, "Message envoyé. Vous pouvez le reprendre pendant cinq minutes.")
        return sent
    return _page(request, found, form, status=422)


def _page(request, found, form, *, status=200):
    seat, writer = request.seat, services.writer_of(request.seat)
    unread = set(threads.unread(seat, writer).filter(application=found).values_list("pk", flat=True))
    page = paginate(request, threads.said(seat, found), PER_PAGE)
    shown = threads.lines(seat, writer, reversed(page.object_list), unread)
    if unread and request.method == "GET":
        services.read_thread(found, by=seat)
    draft = services.message_draft(found, by=seat)
    context = {
        "application": found,
        "writer": writer,
        "is_coordination": writer == Writer.COORDINATION,
        "heading": _heading(found, writer, unread),
        "page": page,
        "lines": shown,
        "may_set_aside": any(not line.is_from_us and not line.message.is_taken_back for line in shown),
        "form": form,
        "errors": _errors(form),
        "draft_files": draft.files.filter(retired_at__isnull=True) if draft else [],
        "bulk_mails": list(threads.bulk_mails(seat, found)),
        "audience": audience(Message, to=seat_side(writer)),
    }
    return render(request, "candidates/messages/thread.html", context, status=status)


def seat_side(writer: Writer) -> Side:
    """The side of the wall that a writer stands on."""
    return Side(writer.value)


def _heading(found, writer, unread) -> str:
    if writer == Writer.COORDINATION:
        return f"Messages avec {found.organisation.name}"
    if unread:
        return "La coordination vous a écrit"
    return "Vos messages avec la coordination"


def _errors(form) -> list[dict]:
    errors = [{"field": "", "label": "", "text": text} for text in form.non_field_errors()]
    return errors + [
        {"field": form[name].id_for_label, "label": form[name].label, "text": text}
        for name in form.errors
        if name in form.fields
        for text in form.errors[name]
    ]


@require_POST
@for_sides(*BOTH)
def autosave(request, campaign, application):
    """Save what is being typed."""
    found = own_application(request, application)
    form = MessageForm(request.POST)

    def write(name, value):
        services.write_message(found, value, seen=form.seen(), page=form.page_key, by=request.seat)

    return save_field(request, form, write)


@require_POST
@for_sides(*BOTH)
def set_aside(request, campaign, application):
    """Mark the thread unread again, for oneself."""
    found = own_application(request, application)
    done = "Le fil est marqué non lu : il vous sera rappelé."
    back = reverse("ui:home", args=[campaign])
    if services.writer_of(request.seat) == Writer.COORDINATION:
        back = reverse("candidates:messages", args=[campaign])
    return act(request, services.mark_unread, found, done=done, back=back)


@require_POST
@for_sides(*BOTH)
def take_back(request, campaign, application, message):
    """Take one's message back, within five minutes."""
    found = own_application(request, application)
    rows = Message.objects.visible_to(request.seat).filter(application=found).exclude(state=MessageState.DRAFT)
    message = get_object_or_404(rows, pk=message)
    return act(
        request,
        services.take_back,
        message,
        done="Message repris : l’autre côté ne le lit plus. Vous pouvez le corriger puis l’envoyer de nouveau.",
        back=f"{address(found, 'thread')}#ecrire",
    )


def _file(request, application, pk) -> MessageFile:
    found = own_application(request, application)
    rows = MessageFile.objects.visible_to(request.seat).filter(message__application=found, retired_at__isnull=True)
    return get_object_or_404(rows, pk=pk)


@require_safe
@for_sides(*BOTH)
def file(request, campaign, application, file):
    """Download a file of the thread."""
    found = _file(request, application, file)
    return documents.attachment(found.file, found.name, found.mime)


@require_POST
@for_sides(*BOTH)
def file_retire(request, campaign, application, file):
    """Take a file out of the message being written; what is typed beside it is kept."""
    joined = _file(request, application, file)
    found = own_application(request, application)
    form = _form(request, found)
    if "text" in request.POST and not (
        form.is_valid()
        and accepted(form, services.write_message, found, form.cleaned_data["text"], seen=form.seen(), by=request.seat)
    ):
        services.retire_message_file(joined, by=request.seat)
        return _page(request, found, form, status=422)
    back = f"{address(found, 'thread')}#ecrire"
    return act(request, services.retire_message_file, joined, done=f"{joined.name} n’est plus joint.", back=back)
