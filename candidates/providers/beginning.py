"""What follows an organisation recorded by somebody who comes to apply for it."""

from candidates import services
from candidates.addresses import BEGINNING, address
from candidates.forms import ReferralForm
from candidates.models import Referral
from ccr.registry import Beginning
from ccr.wall.audience import audience
from ccr.wall.sides import Side


def beginning(data=None, initial=None) -> Beginning:
    """Its application, and who sent the structure, asked on the same page."""
    form = ReferralForm(data, initial=initial)

    def begin(campaign, organisation, person, *, by) -> str:
        application = services.begin_application(campaign, organisation, person, referral=form.referral(), by=by)
        return f"{address(application)}?{BEGINNING}"

    return Beginning(form, audience(Referral, to=Side.CANDIDATE, subject="Votre réponse", feminine=True), begin)
