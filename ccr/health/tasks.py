"""What the machine does for its own health."""

import logging

from celery.signals import worker_ready
from django.core.management import call_command

from ccr.celery import app
from ccr.health.models import Heartbeat
from ccr.wall.sides import Side

logger = logging.getLogger("ccr.health")


@app.task(side=Side.MACHINE)
def beat():
    """Write that beat, the broker and this worker work together."""
    Heartbeat.beat()


@worker_ready.connect
def first_beat(**kwargs):
    """A worker that starts says so at once."""
    beat.delay()


@app.task(side=Side.AUDIT)
def audit_wall():
    """Look every night for what slipped through the wall by SQL (DESIGN 2.1): what it finds fails the task."""
    call_command("audit_wall")
