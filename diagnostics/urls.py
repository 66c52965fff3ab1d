"""Under ``/<campaign>/appui/diagnostics/``."""

from django.urls import path

from ccr import documents
from diagnostics.views import candidate, consultant, diagnosis, files, following, ramsess, writing

app_name = "diagnostics"
# The house's own download, but for the reading that ours writes down.
RETRY = [route for route in documents.views_for("diagnostics.Document") if route.name == "document_retry"]

urlpatterns = [
    # The structure
    path("mon-diagnostic/", candidate.mine, name="mine"),
    path("mon-diagnostic/<uuid:application>/", candidate.mine_of, name="mine_of"),
    path("<uuid:diagnostic>/annuler/", candidate.cancel, name="cancel"),
    path("<uuid:diagnostic>/reporter/", candidate.postpone, name="postpone"),
    path("note/<uuid:note>/", candidate.note, name="note"),
    path("note/<uuid:note>/valider/", candidate.validate_note, name="validate_note"),
    path("note/<uuid:note>/corriger/", candidate.return_note, name="return_note"),
    path("note/<uuid:note>/transmettre/", candidate.transfer_note, name="transfer_note"),
    path("transmission/<uuid:transfer>/renouveler/", candidate.renew_transfer, name="renew_transfer"),
    path("transmission/<uuid:transfer>/retirer/", candidate.withdraw_transfer, name="withdraw_transfer"),
    path("fil-rouge/<uuid:fil_rouge>/arreter/", candidate.stop_fil_rouge, name="stop_fil_rouge"),
    # The diagnostician
    path("", diagnosis.diagnostic_list, name="list"),
    path("<uuid:diagnostic>/", diagnosis.detail, name="detail"),
    path("<uuid:diagnostic>/commencer/", diagnosis.start, name="start"),
    path("<uuid:diagnostic>/trame/<int:number>/", writing.section, name="section"),
    path("<uuid:diagnostic>/trame/<int:number>/champ/", writing.section_autosave, name="section_autosave"),
    path("<uuid:diagnostic>/note/", writing.write_note, name="write_note"),
    path("<uuid:diagnostic>/note/champ/", writing.note_autosave, name="note_autosave"),
    path("<uuid:diagnostic>/note/remettre/", writing.share_note, name="share_note"),
    path("<uuid:diagnostic>/restitution/prevoir/", following.plan, name="plan"),
    path("<uuid:diagnostic>/restitution/", following.held, name="held"),
    path("<uuid:diagnostic>/fil-rouge/", following.fil_rouge, name="fil_rouge"),
    path("<uuid:diagnostic>/fil-rouge/duree/", following.agree_duration, name="agree_duration"),
    path("<uuid:diagnostic>/fil-rouge/clore/", following.close_fil_rouge, name="close_fil_rouge"),
    # RAMSESS
    path("demandes/", ramsess.requests, name="requests"),
    path("demandes/liste-d-attente/", ramsess.serve_waiting_list, name="serve_waiting_list"),
    path("demandes/<uuid:diagnostic>/confirmer/", ramsess.confirm, name="confirm"),
    path("demandes/<uuid:diagnostic>/ne-pas-confirmer/", ramsess.decline, name="decline"),
    path("demandes/<uuid:diagnostic>/attribuer/", ramsess.assign, name="assign"),
    path("demandes/capacite/<uuid:organisation>/", ramsess.capacity, name="capacity"),
    # Consultants
    path("notes-transmises/", consultant.transferred_notes, name="transferred_notes"),
    path("notes-transmises/<uuid:transfer>/", consultant.transferred_note, name="transferred_note"),
    # PDFs
    path("documents/<uuid:pk>/", files.document, name="document"),
    *RETRY,
]
