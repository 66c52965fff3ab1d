"""Forms of the coordinator's pages on the campaign and its seats."""

from .call import CALENDAR_FIELDS, HELP, PARAMETER_FIELDS, STEP_FIELDS, CalendarForm, CampaignForm, NewCallForm
from .means import MeansForm, NewMeansForm
from .meetings import MeetingChangeForm, MeetingForm
from .pieces import ExampleForm, PieceForm
from .seats import EngagementForm, MandateForm, OrganisationField
from .sites import SiteForm

__all__ = [
    "CALENDAR_FIELDS",
    "HELP",
    "PARAMETER_FIELDS",
    "STEP_FIELDS",
    "CalendarForm",
    "CampaignForm",
    "EngagementForm",
    "ExampleForm",
    "MandateForm",
    "MeansForm",
    "MeetingChangeForm",
    "MeetingForm",
    "NewCallForm",
    "NewMeansForm",
    "OrganisationField",
    "PieceForm",
    "SiteForm",
]
