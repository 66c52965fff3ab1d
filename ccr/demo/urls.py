"""Addresses of the demo: they exist only under ``CCR_DEMO=1``."""

from django.urls import path

from ccr.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.visit, name="visit"),
    path("entrer/", views.enter, name="enter"),
    path("courrier/", views.letter_list, name="letters"),
    path("courrier/<str:name>/", views.letter_detail, name="letter"),
    path("avancer/", views.advance, name="advance"),
    path("mur/", views.wall, name="wall"),
    path("repertoire/", views.company_register, name="company_register"),
]
