"""Background work of the programme."""

from ccr.celery import app
from ccr.programme import events, figures
from ccr.wall.sides import Side


@app.task(side=Side.MACHINE)
def relay_events():
    """Handle the neutral facts that wait."""
    events.run_pending()


@app.task(side=Side.MACHINE)
def daily():
    """Once a night: the monthly figures of every campaign."""
    figures.count_all()
