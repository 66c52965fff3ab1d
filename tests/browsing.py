"""A page of a real browser, and a server that shows it again what the platform answered."""

import mimetypes
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

from django.conf import settings
from django.contrib.staticfiles import finders

from tools.prepare import browser_path

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HURRIED = """{
    const wait = window.setTimeout;
    window.setTimeout = (what, after, ...more) => wait(what, after < 1000 ? after / 10 : after, ...more);
}"""
"""The pause after the last key before a field saves itself, among others: nobody here types slowly."""
KEPT_LONG = {"Cache-Control": "max-age=2000000000"}
"""Static files are asked for once, whatever year the clock of a page stands in."""


def launched(playwright):
    """Chromium, until the end of the block."""
    return closing(playwright.chromium.launch(executable_path=browser_path(), args=CHROMIUM, headless=True))


def new_page(browser, url, problems: list, *, width=1280, height=900, javascript=True, **options):
    """A page in a profile of its own, in French, in Marseille; what goes wrong in it is added to ``problems``."""
    context = browser.new_context(
        base_url=url,
        locale="fr-FR",
        timezone_id="Europe/Paris",
        viewport={"width": width, "height": height},
        java_script_enabled=javascript,
        **options,
    )
    context.set_default_timeout(30_000)
    context.add_init_script(HURRIED)
    page = context.new_page()
    page.expected_errors = ["/favicon.ico"]  # asked for by Chromium where a page names no icon

    def note(text):
        if not any(expected in text for expected in page.expected_errors):
            problems.append(f"{page.url}: {text}")

    page.on("console", lambda message: message.type == "error" and note(f"{message.text} {message.location}"))
    page.on("pageerror", lambda error: note(str(error)))
    return page


class Replay(ThreadingHTTPServer):
    """A server that gives answers again, headers included, and static files: ``answers`` by address.

    The browser then reads what was asked once, for all the proofs, and nothing is made a second time.
    """

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = {}
        self.url = f"http://127.0.0.1:{self.server_port}"

    def __enter__(self):
        Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    """One request of the browser."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer leaves in one piece, and nothing waits for what follows
    disable_nagle_algorithm = True

    def do_GET(self):
        answer = self.server.answers.get(self.path)
        if answer is not None:
            kept = {k: v for k, v in answer.headers.items() if k not in ("Set-Cookie", "Content-Length")}
            return self.give(answer.status, kept, answer.content)
        path = unquote(self.path.partition("?")[0])
        file = finders.find(path.removeprefix(settings.STATIC_URL)) if path.startswith(settings.STATIC_URL) else None
        if file is None:
            return self.give(404, {}, b"")
        kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
        return self.give(200, {"Content-Type": kind, **KEPT_LONG}, Path(file).read_bytes())

    def give(self, status, headers, content):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *said):
        """The browser's console says what was not found."""
