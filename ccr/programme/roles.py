"""Roles people hold, functions organisations hold, and the side each role opens (DESIGN 1 and 2.1)."""

from django.db import models

from ccr.wall.sides import LANE_OF, Lane, Side


class Role(models.TextChoices):
    """What a mandate makes of its holder."""

    REPRESENTATIVE = "representative", "représentant de la structure candidate"
    CONTRIBUTOR = "contributor", "contributeur de la structure candidate"
    DIAGNOSTICIAN = "diagnostician", "diagnostiqueur"
    RAMSESS_COORDINATOR = "ramsess_coordinator", "coordination RAMSESS"
    DLA_OFFICER = "dla_officer", "chargé de mission DLA"
    CONSULTANT = "consultant", "consultant DLA"
    FUND_OFFICER = "fund_officer", "chargé de fonds"
    COORDINATOR = "coordinator", "coordination Regain"
    INSTRUCTOR = "instructor", "instructeur"
    COMMITTEE_MEMBER = "committee_member", "membre du comité de sélection"
    COMMITTEE_PRESIDENT = "committee_president", "présidence du comité de sélection"
    PILOT = "pilot", "pilote"


class Function(models.TextChoices):
    """What an organisation does in a campaign. Instructors and committee are one function."""

    CANDIDACY = "candidacy", "candidature"
    DIAGNOSIS = "diagnosis", "diagnostic"
    DLA = "dla", "opération du DLA"
    PROVISION = "provision", "prestation"
    FINANCE = "finance", "financement"
    COORDINATION = "coordination", "coordination"
    INSTRUCTION = "instruction", "instruction et comité"
    PILOTING = "piloting", "pilotage"


SIDE_OF = {
    Role.REPRESENTATIVE: Side.CANDIDATE,
    Role.CONTRIBUTOR: Side.CANDIDATE,
    Role.DIAGNOSTICIAN: Side.DIAGNOSIS,
    Role.RAMSESS_COORDINATOR: Side.DIAGNOSIS,
    Role.DLA_OFFICER: Side.DLA,
    Role.CONSULTANT: Side.CONSULTANT,
    Role.FUND_OFFICER: Side.FINANCE,
    Role.COORDINATOR: Side.COORDINATION,
    Role.INSTRUCTOR: Side.INSTRUCTION,
    Role.COMMITTEE_MEMBER: Side.INSTRUCTION,
    Role.COMMITTEE_PRESIDENT: Side.INSTRUCTION,
    Role.PILOT: Side.PILOT,
}

FUNCTION_OF = {
    Role.REPRESENTATIVE: Function.CANDIDACY,
    Role.CONTRIBUTOR: Function.CANDIDACY,
    Role.DIAGNOSTICIAN: Function.DIAGNOSIS,
    Role.RAMSESS_COORDINATOR: Function.DIAGNOSIS,
    Role.DLA_OFFICER: Function.DLA,
    Role.CONSULTANT: Function.PROVISION,
    Role.FUND_OFFICER: Function.FINANCE,
    Role.COORDINATOR: Function.COORDINATION,
    Role.INSTRUCTOR: Function.INSTRUCTION,
    Role.COMMITTEE_MEMBER: Function.INSTRUCTION,
    Role.COMMITTEE_PRESIDENT: Function.INSTRUCTION,
    Role.PILOT: Function.PILOTING,
}

CANDIDATE_ROLES = frozenset({Role.REPRESENTATIVE, Role.CONTRIBUTOR})
"""Roles one gets by applying, never by the coordinator's screen."""

BARRED_WITH_INSTRUCTION = (Function.DIAGNOSIS, Function.CANDIDACY, Function.PROVISION)
"""What an organisation that instructs may not do in the same campaign (A051, C18)."""


NOTE_ROLES = frozenset({Role.DIAGNOSTICIAN, Role.RAMSESS_COORDINATOR, Role.CONSULTANT})
"""Those who read notes of diagnostics: none of them instructs, in any call, while the bar of theirs runs."""

WITNESS_ROLES = NOTE_ROLES | {Role.DLA_OFFICER, Role.COORDINATOR}
"""Those who see which structures have a diagnostic: none of them instructs meanwhile, in any call."""


def lane_of(role) -> Lane:
    """The lane a role belongs to."""
    return LANE_OF[SIDE_OF[Role(role)]]


INSTRUCTION_ROLES = frozenset(role for role in Role if lane_of(role) == Lane.INSTRUCTION)
