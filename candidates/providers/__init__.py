"""What the candidates' room offers to the pages that gather several of them."""

from ccr import registry
from ccr.wall.sides import Side

from . import application, beginning, calendar, information, messages, opening, own, people, reception, sites
from .application import undecided
from .deadlines import deadlines, undeposited_changes
from .information import coming_days, public_links
from .merging import merging

__all__ = ["coming_days", "deadlines", "public_links", "register", "undecided", "undeposited_changes"]


def register():
    """Offer all of it, side by side."""
    registry.register("navigation", Side.CANDIDATE, application.candidate_navigation)
    registry.register("home", Side.CANDIDATE, application.candidate_tasks)
    registry.register("headline", Side.CANDIDATE, application.candidate_headline)
    registry.register("parcours", Side.CANDIDATE, application.candidate_steps)
    registry.register("navigation", Side.COORDINATION, application.coordination_navigation)
    registry.register("navigation", Side.CANDIDATE, messages.candidate_navigation)
    registry.register("navigation", Side.COORDINATION, messages.coordination_navigation)
    registry.register("home", Side.CANDIDATE, messages.candidate_tasks)
    registry.register("home", Side.CANDIDATE, people.candidate_tasks)
    registry.register("parcours", Side.CANDIDATE, people.candidate_steps)
    registry.register("home", Side.COORDINATION, messages.coordination_tasks)
    registry.register("figures_home", Side.COORDINATION, application.coordination_figures)
    registry.register("figures", Side.COORDINATION, application.figures)
    registry.register("figures", Side.COORDINATION, reception.figures)
    registry.register("home", Side.COORDINATION, reception.coordination_tasks)
    registry.register("figures_home", Side.COORDINATION, reception.coordination_figures)
    registry.register("consequences", Side.COORDINATION, calendar.consequences)
    registry.register("meeting_consequences", Side.COORDINATION, information.meeting_consequences)
    registry.register("site_consequences", Side.COORDINATION, sites.consequences)
    registry.register("home", Side.CANDIDATE, sites.tasks)
    registry.register("parcours", Side.CANDIDATE, sites.candidate_steps)
    registry.register("opening", Side.COORDINATION, opening.checks)
    registry.register("closing", Side.COORDINATION, application.undecided)
    registry.register("merging", Side.COORDINATION, merging)
    registry.register("own", Side.CANDIDATE, own.of_candidate)
    registry.register("own", Side.COORDINATION, own.of_coordination)
    registry.register("beginning", Side.NEWCOMER, beginning.beginning)
    registry.register("beginning", Side.CANDIDATE, beginning.beginning)
    registry.register("public", Side.ANONYMOUS, information.public_links)
    registry.register("home", Side.CANDIDATE, information.candidate_tasks)
    registry.register("parcours", Side.CANDIDATE, information.candidate_steps)
    registry.register("agenda", Side.CANDIDATE, application.candidate_agenda)
    registry.register("agenda", Side.CANDIDATE, information.candidate_agenda)
    registry.register("navigation", Side.COORDINATION, information.coordination_navigation)
    registry.register("home", Side.COORDINATION, information.coordination_tasks)
    registry.register("minutes", Side.COORDINATION, information.groups)
