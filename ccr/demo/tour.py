"""« Le mur »: the same addresses asked by both sides, through the whole stack, as a browser would."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.base import BaseHandler
from django.test import RequestFactory

from ccr.accounts.models import Person
from ccr.demo.people import PERSONAS
from ccr.demo.wall_addresses import wall_addresses

SUPPORT, INSTRUCTION = PERSONAS["hugo.ferrand"], PERSONAS["ines.roux"]


@dataclass(frozen=True)
class Room:
    """An address, what it shows, and what each side gets: a status code."""

    label: str
    path: str
    support: int
    instruction: int


class Visitor:
    """Asks addresses in a person's name, in this process."""

    def __init__(self, persona):
        person = Person.objects.get(email=persona.email)
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.set_expiry(60)
        session.create()
        self.cookie = session.session_key
        self.handler = BaseHandler()
        self.handler.load_middleware()

    def status(self, path: str) -> int:
        """The status of a GET."""
        request = RequestFactory(SERVER_NAME="localhost").get(path)
        request.COOKIES[settings.SESSION_COOKIE_NAME] = self.cookie
        return self.handler.get_response(request).status_code


def addresses() -> list[Room]:
    """Every address of the tour with both answers."""
    support, instruction = Visitor(SUPPORT), Visitor(INSTRUCTION)
    return [Room(label, path, support.status(path), instruction.status(path)) for label, path in wall_addresses()]
