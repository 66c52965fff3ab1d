"""What the candidates' room offers to the pages that gather several of them."""

from ccr import registry
from ccr.wall.sides import Side

from . import application
from .application import deadlines, undecided

__all__ = ["deadlines", "register", "undecided"]


def register():
    """Offer all of it, side by side."""
    registry.register("navigation", Side.CANDIDATE, application.candidate_navigation)
    registry.register("home", Side.CANDIDATE, application.candidate_tasks)
    registry.register("headline", Side.CANDIDATE, application.candidate_headline)
    registry.register("parcours", Side.CANDIDATE, application.candidate_steps)
    registry.register("navigation", Side.COORDINATION, application.coordination_navigation)
    registry.register("figures_home", Side.COORDINATION, application.coordination_figures)
    registry.register("figures", Side.COORDINATION, application.figures)
    registry.register("closing", Side.COORDINATION, application.undecided)
