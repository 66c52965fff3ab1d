"""A worker killed at any point loses no mail and sends none twice without a person's click (DESIGN 3).

Each test kills a real process, by SIGKILL, at one seam of the sending.
"""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from ccr import clock
from ccr.notifications import sending, services
from ccr.notifications.states import MailState
from ccr.notifications.tasks import relay

ROOT = Path(__file__).resolve().parents[2]
WORKERS = """
import os, sys, traceback, django
django.setup()
from django.conf import settings
from tests.notifications import kinds
from tests.notifications.servers import die
settings.EMAIL_BACKEND = "tests.notifications.servers.DeadlyBackend"
kinds.register()
from ccr.notifications.tasks import send
for line in sys.stdin:
    key, seam, folder = line.rstrip("\\n").split("\\t")
    worker = os.fork()
    if not worker:
        os.environ |= {"CCR_TEST_SEAM": seam, "CCR_TEST_MAILS": folder}
        try:
            if seam == "before":
                die()
            send("candidates.Mail", key)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(worker, 0)
    print(os.waitstatus_to_exitcode(status), flush=True)
"""
"""What the workers have in common, loaded once; each is a process of its own, forked from it before it has a
connection."""
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def workers(django_db_setup):
    """The process that makes workers."""
    name = settings.DATABASES["default"]["NAME"]
    address = os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"
    command = [sys.executable, "-c", WORKERS]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": address},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as made:
        yield made
        made.stdin.close()


@pytest.fixture
def worker(postgres, workers, tmp_path):
    """``worker(mail, seam)``: a process that sends one mail and dies at that seam. Gives its exit code."""

    def run(mail, seam=""):
        workers.stdin.write(f"{mail.pk}\t{seam}\t{tmp_path}\n")
        code = int(workers.stdout.readline())
        assert code in (0, -9)
        return code

    return run


@pytest.fixture
def mail(queue):
    """Queued, its message to the broker lost: the workers of these tests are processes of their own."""
    from django.db import transaction

    with transaction.atomic():
        queued = queue("tests.deadly")
        transaction.get_connection().run_on_commit.clear()
    return queued


@pytest.fixture
def received(tmp_path):
    return lambda: len(list(tmp_path.glob("*.eml")))


@pytest.fixture
def lease_over(freeze):
    """Let the dead worker's lease end, and the relay pass."""
    from ccr.notifications import outbox

    def pass_by():
        freeze(clock.real_now() + sending.LEASE + timedelta(seconds=1))
        for model in outbox.mail_models():
            sending.expire_leases(model)

    return pass_by


def test_a_worker_that_lives_sends_once(mail, worker, fresh, received):
    assert worker(mail) == 0
    assert worker(mail) == 0

    assert received() == 1
    assert fresh(mail).state == MailState.SENT


def test_killed_before_the_claim(mail, worker, fresh, received, mailoutbox):
    """It had the message of the broker, and took nothing: the row waits, the relay finds it."""
    assert worker(mail, "before") == -9
    assert (fresh(mail).state, received()) == (MailState.WAITING, 0)

    relay()

    assert fresh(mail).state == MailState.SENT
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("seam", ["claimed", "rendered"])
def test_killed_before_the_handing_it_is_sent_again(mail, worker, fresh, received, lease_over, seam):
    assert worker(mail, seam) == -9
    assert fresh(mail).state == MailState.CLAIMED
    assert worker(mail) == 0  # while the lease runs, nobody else takes it
    assert received() == 0

    lease_over()
    assert fresh(mail).state == MailState.WAITING


@pytest.mark.parametrize("seam", ["claimed", "rendered"])
def test_killed_before_the_handing_it_leaves_once(mail, worker, fresh, received, seam):
    worker(mail, seam)
    type(mail).objects.system().filter(pk=mail.pk).update(lease_until=clock.real_now() - timedelta(seconds=1))
    sending.expire_leases(type(mail))

    assert worker(mail) == 0
    assert received() == 1
    assert fresh(mail).state == MailState.SENT


@pytest.mark.parametrize(("seam", "left"), [("handing", 0), ("accepted", 1)])
def test_killed_in_the_handing_it_is_to_be_checked_and_never_sent_alone(
    mail, worker, fresh, received, lease_over, mailoutbox, seam, left
):
    assert worker(mail, seam) == -9
    assert fresh(mail).state == MailState.HANDING
    assert received() == left

    lease_over()
    assert fresh(mail).state == MailState.UNCERTAIN
    relay()
    assert received() == left
    assert mailoutbox == []


def test_a_person_sends_again_what_may_have_left(mail, worker, fresh, lease_over, coordinator, mailoutbox):
    worker(mail, "accepted")
    lease_over()

    services.resend(fresh(mail), by=coordinator)

    (message,) = mailoutbox
    assert message.extra_headers["Message-ID"] == mail.message_id  # a mailbox sees one mail, not two
    assert fresh(mail).state == MailState.SENT


def test_a_mail_that_kills_every_worker_ends_as_a_failure(mail, fresh):
    rows = type(mail).objects.system().filter(pk=mail.pk)
    rows.update(state=MailState.CLAIMED, attempts=sending.ATTEMPTS, lease_until=clock.real_now() - timedelta(seconds=1))

    relay()

    assert (fresh(mail).state, fresh(mail).error) == (MailState.FAILED, "WorkerLost")


def test_a_worker_that_comes_back_after_its_lease_changes_nothing(mail, fresh, freeze, mailoutbox):
    freeze("2011-10-03 10:00")
    type(mail).objects.system().filter(pk=mail.pk).update(due_at=clock.real_now())
    late = sending._claim(type(mail), mail.pk)
    freeze("2011-10-03 10:06")
    relay()  # another worker took it and sent it
    assert len(mailoutbox) == 1

    sending._hand_over(late, late.compose())

    assert len(mailoutbox) == 1
    assert fresh(mail).state == MailState.SENT


def test_two_workers_send_one_mail_once(mail, race, mailoutbox):
    race(lambda: sending.deliver("candidates.Mail", mail.pk), times=4)

    assert len(mailoutbox) == 1
