"""Mail servers of the tests: a real SMTP server that answers as it is told, and backends that kill their worker."""

import os
import signal
import socketserver
import threading
import time
from pathlib import Path

from django.core.mail.backends.base import BaseEmailBackend


class SmtpSession(socketserver.StreamRequestHandler):
    """One conversation. ``server.replies`` overrides the answer to a command; « silence » never answers."""

    def answer(self, command, usual):
        reply = self.server.replies.get(command, usual)
        if reply == "silence":
            time.sleep(self.server.patience)
            raise ConnectionAbortedError
        self.wfile.write(f"{reply}\r\n".encode())
        return reply[0] in "23"

    def handle(self):
        try:
            self.answer("connect", "220 ready")
            while line := self.rfile.readline().decode("ascii", "replace").strip():
                command = line.split()[0].upper()
                if command == "DATA":
                    if self.answer("DATA", "354 go on"):
                        self.take_message()
                elif command == "QUIT":
                    self.answer("QUIT", "221 bye")
                    return
                else:
                    self.answer(command, "250 ok")
        except OSError:
            return

    def take_message(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if self.server.replies.get("message", "250")[0] in "2s":  # accepted, even if it then keeps silent
            self.server.received.append(b"".join(lines))
        self.answer("message", "250 accepted")


class SmtpServer(socketserver.ThreadingTCPServer):
    """Listens on a free port of the loopback until closed."""

    allow_reuse_address = daemon_threads = True
    patience = 5

    def __init__(self, port=0, **replies):
        super().__init__(("127.0.0.1", port), SmtpSession)
        self.replies, self.received = replies, []
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.shutdown()
        self.server_close()


def die():
    """As a worker dies when its host does: nothing is cleaned up."""
    os.kill(os.getpid(), signal.SIGKILL)


class DeadlyBackend(BaseEmailBackend):
    """Keeps accepted messages as files in CCR_TEST_MAILS, and kills its process at the seam CCR_TEST_SEAM."""

    def at(self, seam):
        if os.environ.get("CCR_TEST_SEAM") == seam:
            die()

    def open(self):
        self.at("rendered")

    def send_messages(self, messages):
        self.at("handing")
        for message in messages:
            Path(os.environ["CCR_TEST_MAILS"], f"{time.time_ns()}.eml").write_bytes(message.message().as_bytes())
        self.at("accepted")
        return len(messages)
