"""Measure the main pages: ``python -m tests.bench [--sizes 200 1000 10000] [--times 60]``.

200 and 1 000 structures are one call's; 10 000 are those of twenty calls. At 1 000, two hundred people also type for a
minute. A PostgreSQL and a Redis of its own; gunicorn with two workers, as in production; the guard on. Writes
docs/mesures.md and exits 1 when something does not hold.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests import servers
from tests.bench import autosaving, guard_cost, report
from tests.bench.measure import Measure, Page, measure
from tools.children import Child, stop
from tools.identity import IDENTITY
from tools.prepare import ROOT, say, step

TARGET = ROOT / "docs" / "mesures.md"
SIZES = [200, 1000, 10_000]
TYPED_AT = 1000


def environment(var: Path, database: str, redis: str) -> dict[str, str]:
    """Production's settings, on the bench's own servers."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CCR_")}
    return clean | {
        "DJANGO_SETTINGS_MODULE": clean.get("DJANGO_SETTINGS_MODULE", "ccr.settings"),
        "SECRET_KEY": "bench-only-" + "k" * 60,
        "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
        "DATABASE_URL": database,
        "REDIS_URL": redis,
        "EMAIL_URL": "dummymail://",
        "STORAGE_URL": f"file://{var / 'media'}",
        "CCR_BASE_URL": "http://localhost",
        "CCR_VAR": str(var),
        "CCR_HTTPS": "0",
        "CCR_MFA_REQUIRED": "0",
        **IDENTITY,
    }


def run(*command, env) -> str:
    """Run a Python program of ours, give what it printed.

    Raises SystemExit with its last words when it fails.
    """
    done = subprocess.run([sys.executable, *map(str, command)], cwd=ROOT, env=env, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{command}: code {done.returncode}\n{done.stderr[-3000:]}")
    return done.stdout


def wait_for(port: int, child: Child):
    """Block until gunicorn answers.

    Raises SystemExit with the end of its log when it stopped.
    """
    while child.code is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/sante/", timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(child.last_lines())


def measure_all(size: int, times: int, var: Path, postgres, redis) -> tuple[list[Measure], autosaving.Load | None]:
    """Seed one database, serve it, measure every page; at one size, have people type."""
    redis_url = redis.url(SIZES.index(size) if size in SIZES else len(SIZES))
    env = environment(var, postgres.create_database(f"bench_{size}"), redis_url)
    with step(f"{size} structures: migrate"):
        run("manage.py", "migrate", "-v0", env=env)
    with step(f"{size} structures: seed"):
        seeded = json.loads(run("-m", "tests.bench.seed", size, env=env).splitlines()[-1])
    pages = [(Page(**page), cookie) for page, cookie in seeded]
    port = servers.free_port()
    gunicorn = Child(
        "gunicorn",
        [
            *(sys.executable, "-m", "gunicorn", "tests.bench.wsgi:application"),
            *("--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4", "--no-control-socket"),
            *("--log-level", "warning", "--keep-alive", "30"),
        ],
        var / f"gunicorn-{size}.log",
        cwd=ROOT,
        env=env,
    )
    try:
        wait_for(port, gunicorn)
        with step(f"{size} structures: {len(pages)} pages × {times}"):
            measures = [measure(page, port, cookie, times) for page, cookie in pages]
        if size != TYPED_AT:
            return measures, None
        with step(f"{size} structures: {autosaving.PEOPLE} people type for {autosaving.SECONDS} s"):
            people = run("-m", "tests.bench.autosaving", autosaving.PEOPLE, env=env).splitlines()[-1]
            return measures, autosaving.type_for_a_minute(port, json.loads(people))
    finally:
        stop([gunicorn])


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--to", type=Path, default=TARGET)
    options = parser.parse_args()
    var = Path(tempfile.mkdtemp(prefix="ccr-bench-"))
    try:
        with servers.Postgres() as postgres, servers.Redis() as redis:
            env = environment(var, postgres.url("postgres"), redis.url())
            with step("static files"):
                run("manage.py", "make_fonts", env=env)
                run("manage.py", "collectstatic", "--noinput", env=env)
            found = {size: measure_all(size, options.times, var, postgres, redis) for size in options.sizes}
            with step("the guard"):
                notes = json.loads(run("-m", "tests.bench.guard_cost", env=env).splitlines()[-1])
    finally:
        shutil.rmtree(var, ignore_errors=True)
    measures = {size: pages for size, (pages, _) in found.items()}
    load = next((load for _, load in found.values() if load), None)
    options.to.write_text(report.write(measures, options.times, guard_cost.sentences(notes), load))
    failures = report.failures(measures) + (load.failures() if load else [])
    for failure in failures:
        say(f"  {failure}")
    say(f"{options.to}: " + (f"{len(failures)} do not hold" if failures else "everything holds"))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
