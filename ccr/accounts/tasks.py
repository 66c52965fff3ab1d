"""What beat repeats for accounts."""

from ccr.accounts import mail
from ccr.celery import app
from ccr.wall.sides import Side


@app.task(side=Side.MACHINE)
def erase_expired_mails():
    """Nothing of a sign-in mail outlives its code."""
    mail.erase_expired()
