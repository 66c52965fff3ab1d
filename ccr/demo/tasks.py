"""The demo's clock moves in the background: the page that asked only shows that it does."""

import datetime

from ccr.celery import app
from ccr.demo import time
from ccr.demo.models import Stage
from ccr.wall.sides import Side


@app.task(side=Side.MACHINE)
def move_to(day: str):
    """Advance to a day (ISO date). A failure gives the banner back."""
    try:
        time.move_to(datetime.date.fromisoformat(day))
    finally:
        Stage.objects.update(moving_to=None)
