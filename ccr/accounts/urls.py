"""Account pages, under ``/compte/``. Those of sign-in are in ``signin_urls``."""

from django.urls import path

from ccr.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.profile, name="profile"),
    path("courriers/", views.mails, name="mails"),
    path("mes-donnees/", views.data, name="data"),
    path("mes-donnees/json/", views.data_json, name="data_json"),
    path("mes-donnees/json/<slug:campaign>/", views.data_json, name="seat_data_json"),
    path("mes-donnees/pdf/", views.data_pdf, name="data_pdf"),
    path("mes-donnees/pdf/<slug:campaign>/", views.data_pdf, name="seat_data_pdf"),
    path("mes-donnees/documents/<uuid:pk>/", views.data_document, name="data_document"),
    path("mes-donnees/documents/<uuid:pk>/reessayer/", views.data_document_retry, name="data_document_retry"),
    path("acces/", views.access, name="access"),
    path("invitation/<str:token>/", views.open_invitation, name="open_invitation"),
    path("invitation/", views.invitation, name="invitation"),
    path("reinitialisations/", views.resets, name="resets"),
    path("reinitialisations/<uuid:pk>/confirmer/", views.confirm_reset, name="confirm_reset"),
    path("reinitialisations/<uuid:pk>/annuler/", views.cancel_reset, name="cancel_reset"),
]
