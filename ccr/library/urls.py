"""Addresses of the *porte-documents*: everybody's, then the coordination's, inside a campaign."""

from django.urls import include, path

from ccr.library import views

app_name = "library"
public = [
    path("", views.document_list, name="documents"),
    path("flux.atom", views.feed, name="feed"),
    path("<uuid:pk>/", views.document, name="document"),
    path("<uuid:pk>/fichiers/<uuid:file>/", views.document_file, name="file"),
]
coordination = [
    path("", views.entry_list, name="entries"),
    path("ajouter/", views.entry_add, name="entry_add"),
    path("themes/", views.theme_list, name="themes"),
    path("themes/<uuid:theme>/", views.theme_rename, name="theme_rename"),
    path("themes/<uuid:theme>/monter/", views.theme_raise, name="theme_raise"),
    path("<uuid:pk>/", views.entry_detail, name="entry"),
    path("<uuid:pk>/modifier/", views.entry_edit, name="entry_edit"),
    path("<uuid:pk>/publier/", views.entry_publish, name="entry_publish"),
    path("<uuid:pk>/retirer/", views.entry_retire, name="entry_retire"),
    path("<uuid:pk>/fichiers/ajouter/", views.entry_file_add, name="entry_file_add"),
    path("<uuid:pk>/fichiers/<uuid:file>/", views.entry_file, name="entry_file"),
    path("<uuid:pk>/fichiers/<uuid:file>/retirer/", views.entry_file_retire, name="entry_file_retire"),
    path("<uuid:pk>/lectures/ajouter/", views.reading_add, name="reading_add"),
    path("<uuid:pk>/lectures/<uuid:reading>/enlever/", views.reading_remove, name="reading_remove"),
]
urlpatterns = [
    path("documents/", include(public)),
    path("<slug:campaign>/coordination/documents/", include(coordination)),
]
