"""Under ``/<campaign>/coordination/courriers/``."""

from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("", views.mail_list, name="mail_list"),
    path("<str:label>/<uuid:pk>/renvoyer/", views.resend, name="resend"),
    path("<str:label>/<uuid:pk>/revenu/", views.mark_returned, name="mark_returned"),
    path("<str:label>/<uuid:pk>/parti/", views.consider_sent, name="consider_sent"),
]
