"""Addresses. Those of a campaign begin with its slug: /2026/…"""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [path("demo/", include("ccr.demo.urls"))] if settings.CCR_DEMO else []
urlpatterns += [
    path("sante/", include("ccr.health.urls")),
    path("admin/", admin.site.urls),
    path("compte/", include("ccr.accounts.signin_urls")),
    path("compte/", include("ccr.accounts.urls")),
    path("", include("ccr.library.urls")),
    path("", include("ccr.ui.urls")),
    path("", include("ccr.directory.urls")),
    path("<slug:campaign>/", include("ccr.programme.urls")),
    path("<slug:campaign>/coordination/courriers/", include("ccr.notifications.urls")),
    path("<slug:campaign>/", include("candidates.urls")),
    path("<slug:campaign>/appui/diagnostics/", include("diagnostics.urls")),
    path("<slug:campaign>/appui/sessions/", include("dla.urls")),
    path("<slug:campaign>/appui/financement/", include("financing.urls")),
    path("<slug:campaign>/instruction/", include("selection.urls")),
]

handler400 = "ccr.ui.errors.bad_request"
handler403 = "ccr.ui.errors.forbidden"
handler404 = "ccr.ui.errors.not_found"
handler429 = "ccr.ui.errors.too_many_requests"  # allauth's name, for its limits
handler500 = "ccr.ui.errors.server_error"
