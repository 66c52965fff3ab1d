"""Sending, picking up what was lost, and reminders. All on the machine's side: bookkeeping rows only."""

from ccr.after_commit import start
from ccr.celery import app
from ccr.wall.sides import Side

from . import digests, reminders, sending
from .outbox import outgoing_models


@app.task(side=Side.MACHINE)
def send(label, pk):
    """Send one mail, by its table and key."""
    sending.deliver(label, pk)


@app.task(side=Side.MACHINE)
def relay():
    """Take back what dead workers held and start again what waits: a lost broker message loses nothing."""
    digests.release_late()
    digests.gather()
    for model in outgoing_models():
        sending.expire_leases(model)
        for pk in sending.due(model):
            start(send, model._meta.label, str(pk), prompt=model.is_prompt)


@app.task(side=Side.MACHINE)
def remind():
    """Queue the reminders whose date has come."""
    reminders.run()
