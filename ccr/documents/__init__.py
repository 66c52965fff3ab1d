"""PDFs made by the workers, exports, uploads (DESIGN 3).

An app has a concrete ``Document``, declares its kinds in ``ready()`` and includes the two views::

    class Document(AbstractDocument):  # from ccr.documents.models import Document as AbstractDocument
        readers = {Side.CANDIDATE, Side.COORDINATION, Side.MACHINE}
        writers = {Side.CANDIDATE, Side.MACHINE}  # the machine renders; a side that asks or retries reads and writes
        objects = SealedManager.from_queryset(DocumentQuerySet)()  # for_candidate, for_coordination

        class Meta(AbstractDocument.Meta):
            verbose_name = "document des candidatures"


    def receipt(seat, document):  # run in the owner's pass; None: the seat may no longer see it
        version = Version.objects.visible_to(seat).filter(pk=document.about_id).first()
        return version and {"version": version}


    documents.register(
        "candidates.receipt",
        title="Attestation de dépôt",
        template="candidates/pdf/receipt.html",  # extends pdf/base.html
        context=receipt,
        filename="attestation-de-depot.pdf",  # or a function of the document
    )

    # candidates/urls.py, under /<campaign>/candidature/: names candidates:document and candidates:document_retry
    urlpatterns = [..., *documents.views_for("candidates.Document")]

In a service: ``documents.request("candidates.receipt", about=version, owner=seat, campaign=campaign,
source_version=str(version.number))`` gives the row, the same one while the source version is the same; the worker
renders it after the commit. In a page: ``{% document_state document %}`` shows it, follows it, downloads it, retries.

Nothing of Django is imported here before it is asked for: the settings read ``ccr.documents.storage``.
"""

from importlib import import_module

_ROOMS = {
    "register": "kinds",
    "request": "services",
    "retry": "services",
    "serve": "views",
    "attachment": "views",
    "views_for": "views",
    "private_path": "storage",
    "check_upload": "uploads",
    "check_public_upload": "uploads",
    "told_of": "joining",
    "stored": "joining",
    "same_joined": "joining",
    "export_response": "exports",
}
__all__ = list(_ROOMS)


def __getattr__(name):
    if name not in _ROOMS:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
