"""The lint of the wall finds each thing it forbids, and nothing else."""

import pytest

from tools import lint_wall


def rules(path, source):
    return [finding.rule for finding in lint_wall.check(path, source)]


@pytest.mark.parametrize(
    ("path", "source", "rule"),
    [
        ("dla/services.py", "Session.rows.all()", "CCR001"),
        ("dla/services.py", "Session._default_manager.count()", "CCR001"),
        ("dla/views.py", "Session.objects.system()", "CCR002"),
        ("dla/views/days.py", "Session.objects.system()", "CCR002"),
        ("dla/forms.py", "get = Session.objects.system", "CCR002"),
        ("ccr/ui/templatetags/ui.py", "Session.objects.system()", "CCR002"),
        ("dla/services.py", "driver = connection.connection", "CCR003"),
        ("dla/services.py", "connections['default'].connection", "CCR003"),
        ("dla/services.py", "cursor.copy('COPY dla_session TO STDOUT')", "CCR003"),
        ("dla/services.py", "cursor.executescript('SELECT 1')", "CCR003"),
        ("dla/services.py", "import psycopg", "CCR003"),
        ("dla/services.py", "from sqlite3 import connect", "CCR003"),
        ("dla/services.py", "Session.objects._open()", "CCR001"),
        ("dla/services.py", "getattr(Session, 'rows')", "CCR001"),
        ("dla/services.py", "operator.attrgetter('session.rows')(day)", "CCR001"),
        ("dla/views.py", "getattr(Session.objects, 'system')()", "CCR002"),
        ("dla/services.py", "connection.cursor()", "CCR006"),
        ("dla/services.py", "with connection.cursor() as c:\n    c.copy(f'COPY {name} TO STDOUT')", "CCR006"),
        ("dla/services.py", "connections['default'].cursor().execute(f'SELECT * FROM {name}')", "CCR006"),
        ("dla/services.py", "Session.objects.system().raw(f'SELECT * FROM {name}')", "CCR006"),
        ("dla/services.py", "days.extra(tables=['candidates_draft'])", "CCR006"),
        ("dla/services.py", "days.annotate(x=RawSQL('query_to_xml(%s, true, true, %s)', [sql, '']))", "CCR006"),
        ("dla/services.py", "run(f'create or replace view {name} as select 1')", "CCR006"),
        ("dla/migrations/0002_view.py", "migrations.RunSQL('CREATE OR REPLACE VIEW a AS …')", "CCR006"),
        ("dla/migrations/0002_view.py", "schema_editor.execute('CREATE MATERIALIZED VIEW a AS …')", "CCR006"),
        ("dla/views.py", "from django.http import StreamingHttpResponse", "CCR004"),
        ("dla/views.py", "http.StreamingHttpResponse(rows)", "CCR004"),
        ("dla/rules.py", "datetime.datetime.now()", "CCR005"),
        ("dla/rules.py", "timezone.now()", "CCR005"),
        ("dla/models.py", "at = models.DateTimeField(default=timezone.now)", "CCR005"),
        ("dla/rules.py", "date.today()", "CCR005"),
        ("dla/models.py", "at = models.DateTimeField(auto_now_add=True)", "CCR005"),
        ("dla/services.py", "from django.db.models.functions import Lower, Now", "CCR005"),
        ("templates/dla/a.html", '<p style="color: red">', "CCR010"),
        ("templates/dla/a.html", "<style>p {}</style>", "CCR010"),
        ("templates/dla/a.html", "<script>alert(1)</script>", "CCR011"),
        ("templates/dla/a.html", '<button class="btn" onclick="go()">', "CCR011"),
        ("templates/dla/a.html", '<form hx-on:submit="go()">', "CCR011"),
        ("templates/dla/a.html", '<a href="javascript:go()">', "CCR011"),
        ("templates/dla/a.html", "{% for s in Session.objects.system %}", "CCR012"),
        ("templates/dla/a.html", '{% now "Y" %}', "CCR013"),
    ],
)
def test_what_is_forbidden_is_found(path, source, rule):
    assert rules(path, source) == [rule]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("ccr/wall/models.py", "Session.rows.all()"),
        ("dla/models.py", "rows = models.Manager()"),
        ("dla/services.py", "Session.objects.system().get(pk=pk)"),
        ("dla/views.py", "Session.objects.visible_to(request.seat)"),
        ("ccr/clock.py", "timezone.now()"),
        ("dla/rules.py", "clock.now(); clock.today()"),
        ("dla/rules.py", "options = other.copy()"),
        ("dla/migrations/0002_index.py", "schema_editor.execute('CREATE INDEX a ON b (c)')"),
        ("dla/migrations/0002_fill.py", "migrations.RunSQL('UPDATE a SET b = 1')"),
        ("dla/migrations/0002_fill.py", "Session._default_manager.update(rank=1)"),
        ("dla/services.py", "getattr(session, 'rank')"),
        ("dla/views.py", "rows = Session.rows.all()  # wall: the plain manager is what is shown here"),
        ("dla/migrations/0001_initial.py", "at = timezone.now()"),
        ("templates/dla/a.html", "<script src=\"{% static 'ccr.js' %}\" defer></script>"),
        ("templates/dla/a.html", '<script type="application/json">{}</script>'),
        ("templates/dla/a.html", '{# <p style="x"> #}<p data-style="x" class="on">once = 1</p>'),
        ("templates/dla/mail/a.html", '<p style="color: red">'),
    ],
)
def test_what_is_allowed_is_left_alone(path, source):
    assert rules(path, source) == []


def test_a_finding_says_where():
    (finding,) = lint_wall.check("dla/rules.py", "a = 1\nb = timezone.now()\n")

    assert str(finding).startswith("dla/rules.py:2: CCR005 ")


def test_a_bad_file_fails_the_command(tmp_path, monkeypatch, capsys):
    (tmp_path / "dla").mkdir()
    (tmp_path / "dla" / "rules.py").write_text("date.today()\n")
    monkeypatch.setattr(lint_wall, "ROOT", tmp_path)

    assert lint_wall.main(["dla/rules.py"]) == 1
    assert "dla/rules.py:1: CCR005" in capsys.readouterr().out
