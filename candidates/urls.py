"""Addresses under a campaign: the way in, the structure's own pages, the coordination's table."""

from django.urls import include, path

from candidates.views import application, coordination, parcours, pieces, public
from ccr import documents

app_name = "candidates"

own = [
    path("", application.mine, name="mine"),
    path("parcours/", parcours.parcours, name="parcours"),
    path("<uuid:application>/", application.application, name="application"),
    path("<uuid:application>/enregistrer/", application.autosave, name="autosave"),
    path("<uuid:application>/avancement/", application.progress, name="progress"),
    path("<uuid:application>/charte/", application.sign, name="sign"),
    path("<uuid:application>/deposer/", application.deposit, name="deposit"),
    path("<uuid:application>/retirer/", application.withdraw, name="withdraw"),
    path("<uuid:application>/reprendre/", application.resume, name="resume"),
    path("<uuid:application>/decision/", parcours.decision, name="decision"),
    path("<uuid:application>/versions/<int:number>/", application.version, name="version"),
    path("<uuid:application>/versions/<int:number>/<slug:kind>/", pieces.version_piece, name="version_piece"),
    path("<uuid:application>/pieces/<slug:kind>/joindre/", pieces.piece_add, name="piece_add"),
    path("<uuid:application>/pieces/<slug:kind>/retirer/", pieces.piece_retire, name="piece_retire"),
    path("<uuid:application>/fichiers/<uuid:piece>/", pieces.draft_piece, name="draft_piece"),
    *documents.views_for("candidates.Document"),
]

table = [
    path("", coordination.structures, name="structures"),
    path("export/<slug:lane>/", coordination.export, name="export"),
    path("<uuid:application>/", coordination.structure, name="structure"),
    path("<uuid:application>/fichiers/<uuid:piece>/", coordination.structure_draft_piece, name="structure_draft_piece"),
    path("<uuid:application>/versions/<int:number>/", coordination.structure_version, name="structure_version"),
    path(
        "<uuid:application>/versions/<int:number>/<slug:kind>/",
        coordination.structure_version_piece,
        name="structure_version_piece",
    ),
]

urlpatterns = [
    path("candidater/", public.apply, name="apply"),
    path("candidater/<uuid:organisation>/", public.begin, name="begin"),
    path("candidature/", include(own)),
    path("coordination/structures/", include(table)),
]
