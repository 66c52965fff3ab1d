"""What people type in the call."""

from .bulk import BulkForm
from .extensions import ExtensionForm
from .messages import MessageForm, ThreadFilter
from .paper import CorrectionForm, PaperForm
from .people import ColleagueForm, HandOverForm, WithdrawalForm
from .referral import ReferralForm
from .repairs import LegalFormForm, RepairForm
from .sections import SectionForm, section_of

__all__ = [
    "BulkForm",
    "ColleagueForm",
    "CorrectionForm",
    "ExtensionForm",
    "HandOverForm",
    "LegalFormForm",
    "MessageForm",
    "PaperForm",
    "ReferralForm",
    "RepairForm",
    "SectionForm",
    "ThreadFilter",
    "WithdrawalForm",
    "section_of",
]
