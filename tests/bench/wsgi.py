"""The site as gunicorn serves it, plus one header: how many statements the request sent to the database."""

import threading

from django.db.backends.signals import connection_created

from ccr.wsgi import application as site

counts = threading.local()


def count(execute, sql, params, many, context):
    counts.statements = getattr(counts, "statements", 0) + 1
    return execute(sql, params, many, context)


def install(connection, **kwargs):
    if count not in connection.execute_wrappers:
        connection.execute_wrappers.append(count)


connection_created.connect(install, dispatch_uid="ccr_bench_count")


def application(environ, start_response):
    counts.statements = 0

    def start(status, headers, *exc_info):
        return start_response(status, [*headers, ("X-Statements", str(counts.statements))], *exc_info)

    return site(environ, start)
