"""What beat repeats for the candidates' room."""

from candidates import services
from ccr.celery import app
from ccr.wall.sides import Side


@app.task(side=Side.MACHINE)
def erase_registrations():
    """Once a night: nobody is named any more a year after an information day."""
    services.erase_registrations()
