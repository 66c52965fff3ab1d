"""Addresses of the public pages, of the way in, and of each campaign's home. The campaign's comes last."""

from django.urls import path

from . import views

app_name = "ui"
urlpatterns = [
    path("", views.public_home, name="public_home"),
    path("entree/", views.entrance, name="entrance"),
    path("mes-appels/", views.campaigns, name="campaigns"),
    path("mentions-legales/", views.legal, name="legal"),
    path("donnees-personnelles/", views.privacy, name="privacy"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("ce-que-nous-protegeons/", views.wall, name="wall"),
    path("aide/", views.help_page, name="help"),
    path("<slug:campaign>/", views.home, name="home"),
]
