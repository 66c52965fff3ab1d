"""The Django admin: accounts and settings, for administrators with a second factor; nothing is deleted there."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode

from ccr.accounts import second_factor
from ccr.wall.models import SealedModel


class HouseAdminSite(AdminSite):
    """Our own models, none of them sealed; the house's own door, with its limits and its second factor."""

    site_title = "Administration de la CCR"
    site_header = "Administration : comptes et réglages"
    index_title = "Comptes et réglages"
    enable_nav_sidebar = False

    def __init__(self, name="admin"):
        super().__init__(name)
        self.disable_action("delete_selected")

    def register(self, model_or_iterable, admin_class=None, **options):
        """Take our models; leave aside those other packages register for themselves (sessions, secrets, groups).

        Raises ImproperlyConfigured for a sealed model (DESIGN 3).
        """
        models = model_or_iterable if isinstance(model_or_iterable, (list, tuple)) else [model_or_iterable]
        for model in models:
            if issubclass(model, SealedModel):
                raise ImproperlyConfigured(f"{model._meta.label} is sealed: the admin shows accounts and settings only")
        super().register([m for m in models if m.__module__.startswith("ccr.")], admin_class, **options)

    def get_urls(self):
        """Without « voir sur le site », which would look up any row of any table by its key."""
        return [url for url in super().get_urls() if getattr(url, "name", None) != "view_on_site"]

    def has_permission(self, request):
        person = request.user
        if not (person.is_authenticated and person.is_active and person.is_admin):
            return False
        return not settings.CCR_MFA_REQUIRED or bool(request.session.get(second_factor.VERIFIED))

    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        if request.user.is_authenticated:
            if self.has_permission(request):
                return redirect("admin:index")
            raise Http404
        target = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")
        return redirect(f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: target})}")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def logout(self, request, extra_context=None):
        return redirect("account_logout")
