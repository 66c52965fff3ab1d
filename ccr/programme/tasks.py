"""Background work of the programme."""

from celery import shared_task

from ccr.celery import SealedTask
from ccr.programme import events, figures
from ccr.wall.sides import Side


@shared_task(base=SealedTask, side=Side.MACHINE)
def relay_events():
    """Handle the neutral facts that wait."""
    events.run_pending()


@shared_task(base=SealedTask, side=Side.MACHINE)
def count_figures():
    """Write the monthly figures of every campaign."""
    figures.count_all()
