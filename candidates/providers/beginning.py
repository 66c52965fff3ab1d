"""What follows an organisation recorded by somebody who comes to apply for it."""

from candidates import services
from candidates.addresses import BEGINNING, address


def begin(campaign, organisation, person, *, by) -> str:
    """Begin its application; the address where she goes on. Raises DomainError with the rule that refuses."""
    application = services.begin_application(campaign, organisation, person, by=by)
    return f"{address(application)}?{BEGINNING}"
