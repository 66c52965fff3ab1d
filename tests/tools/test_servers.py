"""The servers of the tests start, answer, and leave nothing."""

import psycopg
import pytest
import redis

from tests import servers


def test_postgres_answers_and_leaves_nothing(postgres):
    with servers.Postgres() as server:
        with psycopg.connect(server.create_database("essai")) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        folder = server.folder

    assert server.process.poll() is not None
    assert not folder.exists()


def test_redis_answers_and_leaves_nothing():
    if not servers.shutil.which("redis-server"):
        pytest.skip("Redis is not installed")
    with servers.Redis() as server:
        assert redis.Redis.from_url(server.url()).ping()
        folder = server.folder

    assert server.process.poll() is not None
    assert not folder.exists()


def test_a_missing_program_names_its_package():
    with pytest.raises(servers.NotInstalled, match="a-package"):
        servers.program("no-such-program-at-all", "a-package")
