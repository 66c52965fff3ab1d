"""Production starts with everything it needs, or says what is missing."""

import os
import subprocess
import sys

import pytest

from tests.plugin import ROOT
from tools.identity import IDENTITY


def start(**changes) -> str:
    """What importing the settings says, with the environment of the tests and these changes."""
    environment = {name: value for name, value in {**os.environ, **changes}.items() if value is not None}
    read = "from ccr import settings; print(settings.CCR_OPERATOR['name'], settings.DEFAULT_FROM_EMAIL)"
    done = subprocess.run([sys.executable, "-c", read], cwd=ROOT, env=environment, capture_output=True, text=True)
    return done.stdout + done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "CCR_FROM_EMAIL", "CCR_OPERATOR_PUBLISHER", "CCR_HOST_PHONE"])
def test_production_refuses_to_start_without(name):
    assert f"missing {name}." in start(**{name: None})


def test_nothing_invented_signs_for_production():
    said = start()

    assert "démonstration" not in said
    assert IDENTITY["CCR_OPERATOR_NAME"] in said


def test_the_demo_signs_with_an_invented_name():
    assert "Regain (démonstration)" in start(CCR_DEMO="1", **dict.fromkeys(IDENTITY))
