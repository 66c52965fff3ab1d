"""Private downloads: what the seat may see, always as an attachment, never kept by a cache."""

from django.apps import apps
from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from ccr.wall.access import for_sides
from ccr.wall.errors import DomainError
from ccr.wall.sides import SEATED

from . import kinds, services

PRIVATE = "private, no-store"


def attachment(file, filename: str, content_type: str = "application/octet-stream") -> FileResponse:
    """A private file as a download. ``file``: a FieldFile."""
    response = FileResponse(file.open("rb"), as_attachment=True, filename=filename, content_type=content_type)
    response["Cache-Control"] = PRIVATE
    response["X-Content-Type-Options"] = "nosniff"
    return response


def serve(request, document):
    """The PDF when it is ready, else a page that says where it is; to htmx, just the state."""
    if request.htmx:
        response = render(request, "documents/state.html", state_context(document))
    elif document.is_ready:
        return attachment(document.file, kinds.get(document.kind).filename_of(document), "application/pdf")
    else:
        response = render(request, "documents/wait.html", {"document": document})
    response["Cache-Control"] = PRIVATE
    return response


def state_context(document, label="") -> dict:
    """What ``documents/state.html`` shows."""
    return {
        "document": document,
        "label": label or (document.title if document else ""),
        "url": document.address() if document else "",
        "retry_url": document.address("_retry") if document else "",
    }


def views_for(model_label: str, opens=None) -> list:
    """The two routes of an app's documents, ``document`` and ``document_retry``, to add to its ``urlpatterns``.

    They bear the model's ``url_name``.

    model_label: for instance ``candidates.Document``. Opened by the seated sides that read the table; a row that the
    seat may not see is a 404.
    opens: called as ``opens(request, document)`` before a row is served or retried, where reading one has consequences.
    """
    model = apps.get_model(model_label)
    sides = sorted(model.readers & SEATED)

    def found_for(request, pk):
        row = get_object_or_404(model.objects.visible_to(request.seat).select_related("campaign"), pk=pk)
        if opens is not None:
            opens(request, row)
        return row

    @require_safe
    @for_sides(*sides)
    def document(request, campaign, pk):
        return serve(request, found_for(request, pk))

    @require_POST
    @for_sides(*sides)
    def document_retry(request, campaign, pk):
        found = found_for(request, pk)
        try:
            services.retry(found, by=request.seat)
        except DomainError as error:
            messages.error(request, str(error))
        return redirect(found.address())

    return [
        path("documents/<uuid:pk>/", document, name=model.url_name),
        path("documents/<uuid:pk>/reessayer/", document_retry, name=f"{model.url_name}_retry"),
    ]
