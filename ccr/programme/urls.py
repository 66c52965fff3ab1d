"""Addresses of the programme's own pages, inside a campaign."""

from django.urls import path, register_converter

from ccr.programme import views

app_name = "programme"


class StepConverter:
    """The steps of a call's preparation that have no address of their own."""

    regex = "identite|sites|nombres|calendrier"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(StepConverter, "step")

urlpatterns = [
    path("coordination/sieges/", views.seat_list, name="seats"),
    path("coordination/sieges/donner/", views.give_mandate, name="give_mandate"),
    path("coordination/sieges/<uuid:mandate>/retirer/", views.withdraw_mandate, name="withdraw_mandate"),
    path("coordination/invitations/<uuid:invitation>/annuler/", views.revoke_invitation, name="revoke_invitation"),
    path("coordination/invitations/<uuid:invitation>/renouveler/", views.renew_invitation, name="renew_invitation"),
    path("coordination/organisations/engager/", views.engage, name="engage"),
    path("coordination/organisations/<uuid:engagement>/terminer/", views.end_engagement, name="end_engagement"),
    path("coordination/appel/", views.campaign_detail, name="campaign"),
    path("coordination/appel/modifier/", views.campaign_edit, name="campaign_edit"),
    path("coordination/appel/calendrier/", views.calendar_edit, name="calendar_edit"),
    path("coordination/appel/preparer/<step:step>/", views.campaign_prepare, name="campaign_prepare"),
    path("coordination/appel/avant-d-ouvrir/", views.campaign_opening, name="opening"),
    path("coordination/appel/pieces/", views.piece_list, name="pieces"),
    path("coordination/appel/pieces/ajouter/", views.piece_add, name="piece_add"),
    path("coordination/appel/pieces/<uuid:piece>/", views.piece_edit, name="piece_edit"),
    path("coordination/appel/pieces/<uuid:piece>/deplacer/", views.piece_move, name="piece_move"),
    path("coordination/appel/pieces/<uuid:piece>/demander/", views.piece_switch, name="piece_switch"),
    path("coordination/appel/pieces/<uuid:piece>/modele/", views.piece_example_edit, name="piece_example_edit"),
    path(
        "coordination/appel/pieces/<uuid:piece>/modele/retirer/",
        views.piece_example_retire,
        name="piece_example_retire",
    ),
    path("pieces/<uuid:piece>/modele/", views.piece_example, name="piece_example"),
    path("coordination/appel/publier/", views.campaign_publish, name="campaign_publish"),
    path("coordination/appel/clore/", views.campaign_close, name="campaign_close"),
    path("coordination/appel/axes/<uuid:axis>/", views.axis_switch, name="axis_switch"),
    path("coordination/appel/sites/ajouter/", views.site_add, name="site_add"),
    path("coordination/appel/sites/<uuid:site>/", views.site_edit, name="site_edit"),
    path("coordination/appel/moyens/ajouter/", views.means_add, name="means_add"),
    path("coordination/appel/moyens/<uuid:means_line>/", views.means_edit, name="means_edit"),
    path("coordination/appel/reunions/ajouter/", views.meeting_add, name="meeting_add"),
    path("coordination/appel/reunions/<uuid:meeting>/", views.meeting_edit, name="meeting_edit"),
    path(
        "coordination/appel/reunions/<uuid:meeting>/abandonner/",
        views.meeting_drop_change,
        name="meeting_drop_change",
    ),
    path("coordination/appel/nouveau/", views.campaign_create, name="campaign_create"),
    path("agenda/", views.agenda, name="agenda"),
    path("agenda/lien/", views.agenda_link, name="agenda_link"),
    path("agenda/lien/arreter/", views.agenda_end, name="agenda_end"),
    path("agenda/<str:token>.ics", views.agenda_feed, name="agenda_feed"),
    path("diagnostiqueurs/", views.diagnosing_list, name="diagnosing_list"),
    path("pilotage/", views.figures, name="figures"),
    path("pilotage/export/", views.figures_export, name="figures_export"),
]
