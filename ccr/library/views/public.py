"""The *porte-documents* as everybody reads it, on the visitor's side whoever asks: an account opens nothing here."""

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from ccr import documents
from ccr.documents.exports import xml_text
from ccr.library import keywords, readings
from ccr.library.forms import DocumentFilter
from ccr.library.models import PublicDocument, PublicFile
from ccr.ui import french
from ccr.ui.pages import paginate
from ccr.wall.access import enters
from ccr.wall.sides import Side

SIBLINGS = 5
IN_FEED = 30


@require_safe
@enters(Side.ANONYMOUS)
def document_list(request):
    """Every published document, by theme and date; searched and filtered, the filters in the address."""
    filterset = DocumentFilter(request.GET, PublicDocument.objects.published())
    page = paginate(request, filterset.qs.in_shelves())
    is_narrowed = bool(filterset.form.changed_data)
    context = {
        "filterset": filterset,
        "page": page,
        "is_narrowed": is_narrowed,
        "count": french.counted(page.paginator.count, "document trouvé", "documents trouvés") if is_narrowed else "",
    }
    return render(request, "library/list.html", context)


def _document(pk) -> PublicDocument:
    rows = PublicDocument.objects.published().select_related("theme", "campaign", "meeting")
    return get_object_or_404(rows, pk=pk)


@require_safe
@enters(Side.ANONYMOUS)
def document(request, pk):
    """A document: what it is, its files, the meetings it is to be read before, its neighbours on the shelf."""
    found = _document(pk)
    siblings = PublicDocument.objects.published().filter(theme=found.theme).exclude(pk=found.pk)
    context = {
        "document": found,
        "keywords": [(keywords.key(word), word) for word in found.keyword_list],
        "files": found.files.filter(is_shown=True),
        "readings": readings.to_come(found),
        "siblings": siblings.order_by("-dated_on", "title", "pk")[:SIBLINGS],
    }
    return render(request, "library/document.html", context)


@require_safe
@enters(Side.ANONYMOUS)
def document_file(request, pk, file):
    """Download a file of a published document."""
    rows = PublicFile.objects.filter(is_shown=True, document__is_shown=True)
    found = get_object_or_404(rows, pk=file, document=pk)
    return documents.attachment(found.file, found.name, found.mime)


class LatestDocuments(Feed):
    """The documents in the order in which they were published, for a feed reader."""

    feed_type = Atom1Feed
    language = "fr"
    title = "Porte-documents de la Cité de la Consommation Responsable"
    subtitle = "Les documents du projet, des appels et de l’accompagnement, à mesure de leur publication."
    author_name = "Regain"

    def link(self):
        return reverse("library:documents")

    def feed_url(self):
        return reverse("library:feed")

    def items(self):
        return PublicDocument.objects.published().select_related("theme").order_by("-published_at", "pk")[:IN_FEED]

    def item_title(self, item):
        return xml_text(item.title)

    def item_description(self, item):
        return xml_text(item.summary)

    def item_link(self, item):
        return reverse("library:document", args=[item.pk])

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.updated_at

    def item_categories(self, item):
        return [xml_text(word) for word in (item.theme.name, *item.keyword_list)]


_latest = LatestDocuments()


@require_safe
@enters(Side.ANONYMOUS)
def feed(request):
    """The Atom feed."""
    return _latest(request)
