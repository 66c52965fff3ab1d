"""What the Région may bring beside the existing devices (A013)."""

from ccr import clock
from ccr.programme.models import MOST_EUROS, MeansState
from ccr.programme.states import MEANS


def why_not_means(former, state, amount, since) -> str | None:
    """None when a line may say this. former: its state until now, None for a new line. amount: euros, or None."""
    state = MeansState(state)
    if former is not None and state != former and not MEANS.allows(former, state):
        return (
            f"Ce qui est « {MEANS.label(former)} » ne devient pas « {state.label} » : "
            f"passez d’abord par « {MeansState.REQUESTED.label} »."
        )
    if amount is None and state in (MeansState.REQUESTED, MeansState.GRANTED):
        return f"Écrivez le montant {state.label}. Sans montant, la ligne reste « {MeansState.ENVISAGED.label} »."
    if amount is not None and not 0 < amount <= MOST_EUROS:
        return "Un montant est supérieur à 0 € et ne dépasse pas 10 000 000 €."
    if since > clock.today():
        return "Donnez une date passée ou celle d’aujourd’hui : l’état dit où l’on en est, pas ce qui est attendu."
    return None
