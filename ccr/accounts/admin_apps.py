"""Django's admin, on the house's own site."""

from django.contrib.admin.apps import AdminConfig


class HouseAdminConfig(AdminConfig):
    """Lets in administrators only, by our own sign-in."""

    default_site = "ccr.accounts.admin_site.HouseAdminSite"
