"""Addresses of the directory: a candidate's way in, the members of an organisation, the coordination's pages."""

from django.urls import path

from ccr.directory import views

app_name = "directory"
urlpatterns = [
    path("<slug:campaign>/candidater/organisation/", views.choose, name="choose"),
    path("<slug:campaign>/candidater/organisation/creer/", views.create, name="create"),
    path("<slug:campaign>/candidater/organisation/<uuid:organisation>/rejoindre/", views.join, name="join"),
    path("organisations/<uuid:organisation>/", views.members, name="members"),
    path("organisations/<uuid:organisation>/modifier/", views.change, name="change"),
    path("organisations/<uuid:organisation>/rattachements/<uuid:pk>/", views.answer, name="answer"),
    path("organisations/<uuid:organisation>/membres/<uuid:pk>/retirer/", views.end_membership, name="end_membership"),
    path("organisations/<uuid:organisation>/contacts/ajouter/", views.contact_add, name="contact_add"),
    path("organisations/<uuid:organisation>/contacts/<uuid:pk>/", views.contact_edit, name="contact_edit"),
    path(
        "organisations/<uuid:organisation>/contacts/<uuid:pk>/retirer/", views.contact_withdraw, name="contact_withdraw"
    ),
    path("organisations/contact/lien/<str:token>/", views.contact_link, name="contact_link"),
    path("organisations/contact/", views.own_contact, name="own_contact"),
    path("organisations/contact/effacer/", views.own_contact_withdraw, name="own_contact_withdraw"),
    path("<slug:campaign>/coordination/rattachements/", views.requests, name="requests"),
    path("<slug:campaign>/coordination/rattachements/<uuid:pk>/", views.answer_escalated, name="answer_escalated"),
    path("<slug:campaign>/coordination/annuaire/", views.directory, name="directory"),
    path("<slug:campaign>/coordination/annuaire/ajouter/", views.add, name="add"),
    path("<slug:campaign>/coordination/annuaire/importer/", views.imports, name="imports"),
    path("<slug:campaign>/coordination/annuaire/importer/modele/", views.import_model, name="import_model"),
    path("<slug:campaign>/coordination/annuaire/importer/<uuid:pk>/", views.import_detail, name="import_detail"),
    path(
        "<slug:campaign>/coordination/annuaire/importer/<uuid:pk>/confirmer/",
        views.import_confirm,
        name="import_confirm",
    ),
    path("<slug:campaign>/coordination/annuaire/<uuid:organisation>/fusionner/", views.merge, name="merge"),
    path(
        "<slug:campaign>/coordination/annuaire/<uuid:organisation>/fusionner/<uuid:into>/",
        views.merge_into,
        name="merge_into",
    ),
    path(
        "<slug:campaign>/coordination/annuaire/<uuid:organisation>/contacts/ajouter/",
        views.record_contact_add,
        name="record_contact_add",
    ),
    path(
        "<slug:campaign>/coordination/annuaire/<uuid:organisation>/contacts/<uuid:pk>/",
        views.record_contact_edit,
        name="record_contact_edit",
    ),
    path(
        "<slug:campaign>/coordination/annuaire/<uuid:organisation>/contacts/<uuid:pk>/retirer/",
        views.record_contact_withdraw,
        name="record_contact_withdraw",
    ),
    path("<slug:campaign>/coordination/annuaire/<uuid:organisation>/", views.edit, name="edit"),
]
