"""Addresses under a campaign: the way in, the structure's own pages, the coordination's table."""

from django.urls import include, path, register_converter

from candidates.models import SectionKey
from candidates.views import (
    application,
    bulk,
    coordination,
    extensions,
    information,
    information_list,
    messages,
    overview,
    paper,
    parcours,
    people,
    pieces,
    preview,
    public,
    reception,
    referral,
    repairs,
    sections,
)
from ccr import documents

app_name = "candidates"


class SectionConverter:
    """The sections of an application, and nothing else."""

    regex = "|".join(SectionKey.values)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return str(SectionKey(value))


register_converter(SectionConverter, "section")

own = [
    path("", application.mine, name="mine"),
    path("parcours/", parcours.parcours, name="parcours"),
    path("<uuid:application>/", application.application, name="application"),
    path("<uuid:application>/enregistrer/", sections.autosave, name="autosave"),
    path("<uuid:application>/avancement/", sections.progress, name="progress"),
    path("<uuid:application>/apercu/", sections.preview, name="preview"),
    path("<uuid:application>/apercu/pdf/", sections.preview_pdf, name="preview_pdf"),
    path("<uuid:application>/charte/signer/", application.sign, name="sign"),
    path("<uuid:application>/<section:section>/", sections.section, name="section"),
    path("<uuid:application>/deposer/", application.deposit, name="deposit"),
    path("<uuid:application>/retirer/", application.withdraw, name="withdraw"),
    path("<uuid:application>/reprendre/", application.resume, name="resume"),
    path("<uuid:application>/decision/", parcours.decision, name="decision"),
    path("<uuid:application>/orientation/", referral.change_referral, name="referral"),
    path("<uuid:application>/versions/<int:number>/", application.version, name="version"),
    path("<uuid:application>/versions/<int:number>/<slug:kind>/", pieces.version_piece, name="version_piece"),
    path("<uuid:application>/pieces/<slug:kind>/joindre/", pieces.piece_add, name="piece_add"),
    path("<uuid:application>/fichiers/<uuid:piece>/", pieces.draft_piece, name="draft_piece"),
    path("<uuid:application>/fichiers/<uuid:piece>/retirer/", pieces.piece_retire, name="piece_retire"),
    path("<uuid:application>/personnes/", people.people, name="people"),
    path("<uuid:application>/personnes/<uuid:mandate>/retirer/", people.remove, name="people_remove"),
    path("<uuid:application>/personnes/invitations/<uuid:invitation>/annuler/", people.revoke, name="people_revoke"),
    path(
        "<uuid:application>/personnes/passation/<uuid:hand_over>/annuler/",
        people.withdraw_hand_over,
        name="hand_over_withdraw",
    ),
    path("<uuid:application>/reprendre-mes-textes/", people.copy, name="copy"),
    path("passation/<uuid:hand_over>/", people.answer_hand_over, name="hand_over"),
    *documents.views_for("candidates.Document"),
]

table = [
    path("", coordination.structures, name="structures"),
    path("point/", overview.overview, name="overview"),
    path("point/<slug:table>/", overview.overview_export, name="overview_export"),
    path("export/<slug:lane>/", coordination.export, name="export"),
    path("courriers/", bulk.bulk_mails, name="bulk_mails"),
    path("courriers/ecrire/", bulk.bulk_write, name="bulk_write"),
    path("courriers/<uuid:pk>/", bulk.bulk_mail, name="bulk_mail"),
    path("<uuid:application>/", coordination.structure, name="structure"),
    path("papier/", paper.paper_choose, name="paper_choose"),
    path("papier/<uuid:organisation>/", paper.paper_begin, name="paper_begin"),
    path("<uuid:application>/papier/", paper.paper_edit, name="paper_edit"),
    *documents.views_for("candidates.PaperReceipt"),
    path("<uuid:application>/annuler-le-depot/", repairs.put_back, name="structure_put_back"),
    path("<uuid:application>/forme-juridique/", repairs.correct_form, name="structure_form"),
    path(
        "<uuid:application>/versions/<int:number>/remettre-en-vigueur/",
        repairs.make_current,
        name="structure_make_current",
    ),
    path("<uuid:application>/delai/", extensions.extend, name="structure_extend"),
    path("<uuid:application>/fichiers/<uuid:piece>/", coordination.structure_draft_piece, name="structure_draft_piece"),
    path("<uuid:application>/versions/<int:number>/", coordination.structure_version, name="structure_version"),
    path(
        "<uuid:application>/versions/<int:number>/<slug:kind>/",
        coordination.structure_version_piece,
        name="structure_version_piece",
    ),
]

day = [
    path("lien/<str:token>/", information.registration_link, name="registration_link"),
    path("inscription/", information.registration, name="registration"),
    path("inscription/annuler/", information.registration_cancel, name="registration_cancel"),
    path("inscription/agenda.ics", information.registration_calendar, name="registration_calendar"),
    path("inscription/documents/<uuid:document>/", information.registration_document, name="registration_document"),
    path("<uuid:meeting>/", information.information_day, name="information_day"),
    path("<uuid:meeting>/merci/", information.information_thanks, name="information_thanks"),
    path("<uuid:meeting>/mon-inscription/", information.own_registration, name="own_registration"),
]

comers = [
    path("", information_list.information_days, name="information_days"),
    path("<uuid:meeting>/", information_list.information_list, name="information_list"),
    path("<uuid:meeting>/annuler/", information_list.information_call_off, name="information_call_off"),
    path("<uuid:meeting>/reglages/", information_list.information_settings, name="information_settings"),
    path("<uuid:meeting>/export/", information_list.information_export, name="information_export"),
    path("<uuid:meeting>/inscrire/", information_list.information_type, name="information_type"),
    path(
        "<uuid:meeting>/inscriptions/<uuid:registration>/annuler/",
        information_list.information_cancel,
        name="information_cancel",
    ),
    path(
        "<uuid:meeting>/inscriptions/<uuid:registration>/placer/",
        information_list.information_place,
        name="information_place",
    ),
    path("<uuid:meeting>/presences/", information_list.information_attendance, name="information_attendance"),
    path("<uuid:meeting>/presences/absents/", information_list.information_rest_absent, name="information_rest_absent"),
    path("<uuid:meeting>/presences/<uuid:registration>/", information_list.information_note, name="information_note"),
    path("<uuid:meeting>/emargement/", information_list.information_sheet, name="information_sheet"),
    path(
        "<uuid:meeting>/documents/ajouter/",
        information_list.information_document_add,
        name="information_document_add",
    ),
    path(
        "<uuid:meeting>/documents/envoyer/",
        information_list.information_documents_send,
        name="information_documents_send",
    ),
    path(
        "<uuid:meeting>/documents/<uuid:document>/", information_list.information_document, name="information_document"
    ),
    path(
        "<uuid:meeting>/documents/<uuid:document>/retirer/",
        information_list.information_document_retire,
        name="information_document_retire",
    ),
    *documents.views_for("candidates.AttendanceSheet"),
]

receptions = [
    path("", reception.receptions, name="receptions"),
    path("noter/", reception.reception_add, name="reception_add"),
    path("export/", reception.reception_export, name="reception_export"),
    path("<uuid:pk>/", reception.reception_edit, name="reception_edit"),
]

threads = [
    path("", messages.index, name="messages"),
    path("<uuid:application>/", messages.thread, name="thread"),
    path("<uuid:application>/enregistrer/", messages.autosave, name="thread_autosave"),
    path("<uuid:application>/non-lu/", messages.set_aside, name="thread_set_aside"),
    path("<uuid:application>/fichiers/<uuid:file>/", messages.file, name="message_file"),
    path("<uuid:application>/fichiers/<uuid:file>/retirer/", messages.file_retire, name="message_file_retire"),
    path("<uuid:application>/<uuid:message>/reprendre/", messages.take_back, name="message_take_back"),
]

urlpatterns = [
    path("candidater/", public.apply, name="apply"),
    path("candidater/<uuid:organisation>/", public.begin, name="begin"),
    path("candidature/", include(own)),
    path("coordination/apercu/", preview.call_preview, name="call_preview"),
    path("coordination/apercu/<section:section>/", preview.call_preview_section, name="call_preview_section"),
    path("coordination/structures/", include(table)),
    path("journee-information/", include(day)),
    path("coordination/journee-information/", include(comers)),
    path("coordination/accueil/", include(receptions)),
    path("messages/", include(threads)),
]
