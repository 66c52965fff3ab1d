"""The demo's own settings, but for its templates: an undefined variable in one of ours fails the page."""

from ccr.settings import *  # noqa: F403
from ccr.settings import TEMPLATES
from tests.strict_templates import Undefined

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined()
