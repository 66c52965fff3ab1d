"""Addresses of instruction, under ``/<campaign>/instruction/``."""

from django.urls import path

from ccr import documents
from selection.views import committee, files, grid, minutes

app_name = "selection"
urlpatterns = [
    path("", files.file_list, name="file_list"),
    path("export/", files.file_export, name="file_export"),
    path("liens/", files.links, name="links"),
    path("dossiers/<uuid:file>/", files.file_detail, name="file"),
    path("dossiers/<uuid:file>/lien/", files.declare_link, name="declare_link"),
    path("dossiers/<uuid:file>/versions/<int:number>/", files.version, name="version"),
    path("dossiers/<uuid:file>/pieces/<uuid:piece>/", files.piece, name="piece"),
    path("dossiers/<uuid:file>/pdf/", files.file_pdf, name="file_pdf"),
    path("dossiers/<uuid:file>/completude/", files.check_completeness, name="check_completeness"),
    path("dossiers/<uuid:file>/avis/", files.give_opinion, name="give_opinion"),
    path("dossiers/<uuid:file>/avis/champ/", files.opinion_autosave, name="opinion_autosave"),
    path("dossiers/<uuid:file>/notes/", files.submit_marks, name="submit_marks"),
    path("dossiers/<uuid:file>/notes/champ/", files.marks_autosave, name="marks_autosave"),
    path("dossiers/<uuid:file>/proposition/", committee.propose, name="propose"),
    path("grille/", grid.grid, name="grid"),
    path("comite/", committee.committees, name="committees"),
    path("comite/<uuid:meeting>/", committee.committee_detail, name="committee"),
    path("comite/<uuid:meeting>/preparer/", committee.prepare, name="prepare"),
    path("comite/<uuid:meeting>/ordre-du-jour/", committee.agenda, name="agenda"),
    path("comite/<uuid:meeting>/ordre-du-jour/pdf/", committee.agenda_pdf, name="agenda_pdf"),
    path("comite/<uuid:meeting>/presences/", committee.attendance, name="attendance"),
    path("comite/<uuid:meeting>/observateur/", committee.observer, name="observer"),
    path("comite/<uuid:meeting>/compte-rendu/", minutes.minutes, name="minutes"),
    path("comite/<uuid:meeting>/compte-rendu/champ/", minutes.minutes_autosave, name="minutes_autosave"),
    path("comite/<uuid:meeting>/publier/", committee.publish, name="publish"),
    *documents.views_for("selection.Document", opens=files.open_document),
]
