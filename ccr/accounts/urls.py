"""Account pages, under ``/compte/``. Those of sign-in are in ``signin_urls``."""

from django.urls import path

from ccr.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.profile, name="profile"),
    path("acces/", views.access, name="access"),
    path("invitation/<str:token>/", views.open_invitation, name="open_invitation"),
    path("invitation/", views.invitation, name="invitation"),
    path("reinitialisations/", views.resets, name="resets"),
    path("reinitialisations/<uuid:pk>/confirmer/", views.confirm_reset, name="confirm_reset"),
    path("reinitialisations/<uuid:pk>/annuler/", views.cancel_reset, name="cancel_reset"),
]
