"""What beat repeats for the directory."""

from ccr.celery import app
from ccr.directory import services
from ccr.wall.sides import Side


@app.task(side=Side.MACHINE)
def escalate_join_requests():
    """Hand over to the coordination the requests nobody answered in time."""
    services.escalate_join_requests()
