"""Tasks: the Celery application, the base class that keeps every task behind the wall, and what beat repeats.

A task says on which side it runs, and reads nothing else::

    @app.task(side=Side.MACHINE)
    def relay(): ...

``side`` may be one side or several; a task without one is refused when it is defined.
"""

import os

from celery import Celery, Task
from celery.schedules import crontab
from celery.signals import celeryd_init, worker_process_init
from kombu.transport import TRANSPORT_ALIASES

from ccr.after_commit import PROMPT

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccr.settings")
TRANSPORT_ALIASES["ccr-files"] = "ccr.broker:Transport"


class SealedTask(Task):
    """A task that runs inside the pass of its declared side, and fails when it tried a closed door.

    What it was refused, swallowed or not, by it or by what it opens (a mail in its reader's pass), is journaled.

    ``side``: a ``Side``, or a set of them.
    """

    abstract = True
    side = None

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if not vars(cls).get("abstract") and not cls.side and not cls.__module__.startswith("celery."):
            raise TypeError(f"Task {cls.__name__} declares no side: @app.task(side=Side.…).")

    @property
    def sides(self) -> frozenset:
        """The sides whose doors the task opens."""
        from ccr.wall.sides import Side

        if not self.side:  # Celery's own tasks
            return frozenset()
        return frozenset({Side(self.side)} if isinstance(self.side, str) else map(Side, self.side))

    def __call__(self, *args, **kwargs):
        from ccr import clock
        from ccr.wall.breaches import write_down
        from ccr.wall.guard import WallBreach, passing

        with passing(self.sides) as opened:
            try:
                clock.refresh()
                result = self.run(*args, **kwargs)
            finally:
                if opened.breached:
                    write_down(opened, where=f"task {self.name}")
        if opened.breached:  # swallowed by the task: it failed all the same
            raise WallBreach(f"task {self.name}")
        return result


class SealedCelery(Celery):
    """Refuses a task without a side where it is written, not when it is first called."""

    def task(self, *args, **options):
        if not options.get("side") and not options.get("name", "").startswith("celery."):
            raise TypeError("A task declares its side: @app.task(side=Side.…).")
        return super().task(*args, **options)


app = SealedCelery("ccr", task_cls=SealedTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@celeryd_init.connect
@worker_process_init.connect
def close_by_default(**kwargs):
    """A worker reads nothing sealed outside its tasks' passes."""
    from ccr.wall.guard import close_by_default as close

    close()


def every(seconds: int, task: str, **options) -> dict:
    """Repeat a task; a repetition that waited longer than its interval is dropped, the next one does its work."""
    return {"task": task, "schedule": seconds, "options": {"expires": seconds, **options}}


def nightly(hour: int, minute: int, task: str) -> dict:
    """Run a task once a night, at an hour of Marseille."""
    return {"task": task, "schedule": crontab(hour=hour, minute=minute)}


app.conf.beat_schedule = {
    "heartbeat": every(30, "ccr.health.tasks.beat", queue=PROMPT),
    "mails": every(30, "ccr.notifications.tasks.relay"),
    "documents": every(30, "ccr.documents.tasks.relay"),
    "events": every(30, "ccr.programme.tasks.relay_events"),
    "reminders": every(3600, "ccr.notifications.tasks.remind"),
    "sign_in_mails": every(600, "ccr.accounts.tasks.erase_expired_mails"),
    "join_requests": every(3600, "ccr.directory.tasks.escalate_join_requests"),
    "day": nightly(3, 10, "ccr.programme.tasks.daily"),
    "sessions": nightly(3, 25, "ccr.accounts.tasks.erase_ended_sessions"),
    "exports": nightly(3, 35, "ccr.accounts.tasks.erase_old_exports"),
    "registrations": nightly(3, 37, "candidates.tasks.erase_registrations"),
    "wall": nightly(3, 40, "ccr.health.tasks.audit_wall"),
}
