"""The address of the public register is a setting: a mistake in it is told at start, not to whoever fills a form."""

from django.conf import settings
from django.core.checks import Error, register

from ccr.directory import company_search


@register("directory")
def check_company_search(app_configs, **kwargs):
    """E001: COMPANY_SEARCH_URL is empty, encrypted or on this machine."""
    address = settings.COMPANY_SEARCH_URL
    reason = company_search.why_not_address(address) if address else None
    return [Error(reason, id="directory.E001")] if reason else []
