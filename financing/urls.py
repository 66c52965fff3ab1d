"""Needs in money, under ``/<campaign>/appui/financement/``."""

from django.urls import path

from financing import views

app_name = "financing"
urlpatterns = [
    # The structure
    path("mes-besoins/", views.mine, name="mine"),
    path("mes-besoins/<uuid:application>/", views.needs, name="needs"),
    path("mes-besoins/<uuid:application>/etat/", views.statement, name="statement"),
    path("mes-besoins/besoin/<uuid:line>/modifier/", views.change, name="change"),
    path("mes-besoins/besoin/<uuid:line>/retirer/", views.withdraw, name="withdraw"),
    # Support and coordination
    path("", views.overview, name="overview"),
    path("export/", views.export, name="export"),
    path("structures/<uuid:application>/", views.structure, name="structure"),
]
