"""Addresses of the DLA, under ``/<campaign>/appui/sessions/``."""

from django.urls import path

from ccr import documents
from dla.views import adopting, candidate, days, plans, sessions, sheets

app_name = "dla"
urlpatterns = [
    path("", sessions.board, name="board"),
    path("planifier/", sessions.plan, name="plan"),
    path("export/", sessions.export, name="export"),
    path("ma-session/", candidate.my_session, name="my_session"),
    path("ma-fiche/", candidate.my_sheets, name="my_sheets"),
    path("ma-fiche/<uuid:application>/", candidate.my_sheet, name="my_sheet"),
    path("ma-fiche/<uuid:application>/enregistrer/", candidate.autosave, name="autosave"),
    path("ma-fiche/reprendre/<uuid:note>/", adopting.adopt, name="adopt"),
    path("ma-fiche/reprises/<uuid:adoption>/retirer/", adopting.withdraw_lines, name="withdraw_lines"),
    path("mon-plan/<uuid:application>/", plans.my_plan, name="my_plan"),
    path("mon-plan/<uuid:application>/enregistrer/", plans.autosave, name="autosave_plan"),
    path("plans/<uuid:plan>/", plans.plan, name="development_plan"),
    path("fiches/", sheets.sheets, name="sheets"),
    path("fiches/<uuid:sheet>/", sheets.sheet, name="sheet"),
    path("fiches/<uuid:sheet>/valider/", sheets.validate, name="validate_sheet"),
    path("fiches/<uuid:sheet>/renvoyer/", sheets.send_back, name="return_sheet"),
    path("jours/", days.pool, name="pool"),
    path("jours/<uuid:application>/attribuer/", days.allocate, name="allocate"),
    path("jours/<uuid:allocation>/realises/", days.done, name="days_done"),
    path("jours/<uuid:allocation>/rendre/", days.release, name="days_release"),
    path("inscriptions/<uuid:enrolment>/retirer/", sessions.withdraw, name="withdraw"),
    path("inscriptions/<uuid:enrolment>/faire-entrer/", sessions.promote, name="promote"),
    *documents.views_for("dla.Document"),
    path("<uuid:session>/", sessions.detail, name="session"),
    path("<uuid:session>/modifier/", sessions.change, name="change"),
    path("<uuid:session>/inscrire/", sessions.enrol, name="enrol"),
    path("<uuid:session>/confirmer/", sessions.confirm, name="confirm"),
    path("<uuid:session>/terminer/", sessions.close, name="close"),
]
