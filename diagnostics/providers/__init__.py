"""What diagnostics offer to the pages that gather several rooms (DESIGN 2.4), side by side."""

from ccr import registry
from ccr.wall.sides import Side
from diagnostics.documents import refused_uploads

from .candidate import candidate_agenda, candidate_home, candidate_navigation, parcours
from .consultant import consultant_home, consultant_navigation
from .coordination import consequences, coordination_figures, coordination_home, opening
from .diagnosis import diagnosis_agenda, diagnosis_figures, diagnosis_headline, diagnosis_home, diagnosis_navigation
from .programme import audit, figures
from .table import columns


def register():
    for point, side, provider in (
        ("navigation", Side.CANDIDATE, candidate_navigation),
        ("home", Side.CANDIDATE, candidate_home),
        ("parcours", Side.CANDIDATE, parcours),
        ("refused_uploads", Side.CANDIDATE, refused_uploads),
        ("agenda", Side.CANDIDATE, candidate_agenda),
        ("agenda", Side.DIAGNOSIS, diagnosis_agenda),
        ("navigation", Side.DIAGNOSIS, diagnosis_navigation),
        ("headline", Side.DIAGNOSIS, diagnosis_headline),
        ("home", Side.DIAGNOSIS, diagnosis_home),
        ("figures_home", Side.DIAGNOSIS, diagnosis_figures),
        ("navigation", Side.CONSULTANT, consultant_navigation),
        ("home", Side.CONSULTANT, consultant_home),
        ("home", Side.COORDINATION, coordination_home),
        ("figures_home", Side.COORDINATION, coordination_figures),
        ("consequences", Side.COORDINATION, consequences),
        ("opening", Side.COORDINATION, opening),
        ("columns", Side.COORDINATION, columns),
        ("figures", Side.COORDINATION, figures),
        ("audit", Side.AUDIT, audit),
    ):
        registry.register(point, side, provider)
