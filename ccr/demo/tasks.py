"""The demo's sign of life: while beat sends it, the demo's time passes."""

from ccr.celery import app
from ccr.demo.models import Stage
from ccr.wall.sides import Side


@app.task(side=Side.MACHINE)
def live():
    """Say that the demo runs."""
    Stage.live()
