"""What beat repeats for accounts."""

import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from ccr import clock
from ccr.accounts import mail
from ccr.accounts.models import DataExport
from ccr.celery import app
from ccr.wall.sides import Side

EXPORTS_KEPT = datetime.timedelta(days=7)
"""For how long somebody's data lie in one more file."""


@app.task(side=Side.MACHINE)
def erase_expired_mails():
    """Nothing of a sign-in mail outlives its code."""
    mail.erase_expired()


@app.task(side=Side.THRESHOLD)
def erase_ended_sessions():
    """Nothing is kept of a session that ended: neither what it held, nor from where it was opened."""
    Session.objects.filter(expire_date__lte=clock.real_now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


@app.task(side=Side.MACHINE)
def erase_old_exports():
    """A week after somebody had her data made as a PDF, the file and its row are gone."""
    for export in DataExport.objects.system().filter(created_at__lt=clock.now() - EXPORTS_KEPT):
        if export.file:
            export.file.delete(save=False)
        export.delete()
