"""What the tests of the play share: the demo, that ``tests/conftest.py`` gives, and a copy of it to act on."""

import dataclasses
import json
import sqlite3

import pytest


@pytest.fixture(scope="module")
def said_on_a_copy(demo, tmp_path_factory):
    """``said_on_a_copy("acting.say_x()")``: what a script of this folder says, as JSON, on a copy of the demo."""
    var = tmp_path_factory.mktemp("copy")
    with sqlite3.connect(demo.var / "demo.sqlite3") as played_one, sqlite3.connect(var / "demo.sqlite3") as copy:
        played_one.backup(copy)
    run = dataclasses.replace(demo, var=var).run

    def said(call: str):
        command = f"from tests.demo import acting; acting.{call}()"
        return json.loads(run("manage.py", "shell", "-v", "0", "-c", command))

    return said
