"""What the DLA and the funds do in the world of the proofs."""


def dla(world):
    """Needs sheets, a session, enrolments, individual half days."""


def financing(world):
    """Needs in money, typed by the structures."""
