"""``make lint``: every check that reads the code, in one list; all of them run, then it fails if one did.

``make format`` (``--fix``) writes what can be written.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools import prepare
from tools.identity import IDENTITY
from tools.prepare import PYTHON, ROOT, VENV, say

DEMO = {"CCR_DEMO": "1"}
PRODUCTION = {
    "SECRET_KEY": "lint-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ALLOWED_HOSTS": "ccr.invalid",
    "DATABASE_URL": "postgres://ccr@127.0.0.1:1/ccr",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "EMAIL_URL": "smtp://127.0.0.1:1",
    "CCR_BASE_URL": "https://ccr.invalid",
    **IDENTITY,
}
AUDIT_SECONDS = 90


def tool(name: str) -> str:
    return str(VENV / "bin" / name)


def checks(var: Path, fix: bool) -> list[tuple[str, list[str], dict]]:
    """Each check: its name, its command, what it adds to the environment."""
    manage = [str(PYTHON), "manage.py"]
    demo = DEMO | {"CCR_VAR": str(var)}
    production = PRODUCTION | {"CCR_VAR": str(var), "STORAGE_URL": f"file://{var / 'media'}"}
    style = [
        ("ruff check", [tool("ruff"), "check", *(["--fix"] if fix else []), "."], {}),
        ("ruff format", [tool("ruff"), "format", *([] if fix else ["--check"]), "."], {}),
        ("djlint format", [tool("djlint"), "templates", "--quiet", "--reformat" if fix else "--check"], {}),
        ("djlint", [tool("djlint"), "templates", "--quiet", "--lint"], {}),
    ]
    if fix:
        return style
    return [
        *style,
        ("arrows between the apps", [tool("lint-imports"), "--no-cache"], {}),
        ("the wall, the clock, the policy", [str(PYTHON), "-m", "tools.lint_wall"], {}),
        ("django check", [*manage, "check"], demo),
        ("migrations are made", [*manage, "makemigrations", "--check", "--dry-run"], demo),
        ("django check --deploy", [*manage, "check", "--deploy", "--fail-level", "WARNING"], production),
    ]


def run_check(name: str, command: list[str], environment: dict) -> bool:
    """Run one check, say how it went, show what it said when it failed."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("CCR_")}
    start = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=clean | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    say(f"  {name:.<34} {time.monotonic() - start:6.1f} s  {'ok' if done.returncode == 0 else 'FAILED'}")
    if done.returncode:
        say(done.stdout.rstrip())
    return done.returncode == 0


def audit() -> bool:
    """Look up our locked requirements among the known vulnerabilities, where that list can be reached.

    Only a vulnerability fails; a list that cannot be reached, or that does not know our packages, is said.
    """
    name = "known vulnerabilities (pip-audit)"
    # One package first: where the list cannot be reached, this says so without asking for all of them.
    first = re.split(r"\n(?=\S)", Path("requirements/base.txt").read_text())[0]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as one:
        one.write(first + "\n")
        one.flush()
        reachable = ask_audit(one.name, 20)
    if reachable is None:
        say(f"  {name:.<34}           not reachable from here: nothing was audited")
        return True
    start = time.monotonic()
    found = ask_audit("requirements/base.txt", AUDIT_SECONDS)
    if found is None:
        say(f"  {name:.<34}           stopped answering: nothing was audited")
        return True
    say(f"  {name:.<34} {time.monotonic() - start:6.1f} s  {'FAILED' if found else 'ok'}")
    for line in found:
        say(line)
    return not found


def ask_audit(requirements: str, seconds: int) -> list[str] | None:
    """The vulnerabilities of some requirements, one line each; None when they could not be looked up."""
    options = ["--progress-spinner", "off", "--disable-pip", "--require-hashes", "--timeout", "5", "--format", "json"]
    command = [tool("pip-audit"), *options, "-r", requirements]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
        packages = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return None
    if all("skip_reason" in package for package in packages):
        return None
    return [
        f"{package['name']} {package['version']}: {vulnerability['id']}"
        for package in packages
        for vulnerability in package.get("vulns", [])
    ]


def main(arguments: list[str]) -> int:
    os.chdir(ROOT)
    prepare.venv()
    prepare.requirements(prepare.DEV)
    prepare.pdf_libraries()
    fix = "--fix" in arguments
    var = Path(tempfile.mkdtemp(prefix="ccr-lint-"))
    try:
        passed = [run_check(*check) for check in checks(var, fix)]
    finally:
        shutil.rmtree(var, ignore_errors=True)
    if not fix:
        passed.append(audit())
    failed = len(passed) - sum(passed)
    say(f"lint: {failed} of {len(passed)} checks failed" if failed else f"lint: {len(passed)} checks, all well")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
