"""« Le mur »: the same addresses asked by both sides, through the whole stack, as a browser would."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.base import BaseHandler
from django.db import transaction
from django.test import RequestFactory

from ccr.accounts.models import Person
from ccr.demo.people import Persona
from ccr.demo.wall_addresses import INSTRUCTION, Address, wall_addresses

OPEN = range(200, 300)


class Visitor:
    """Asks addresses in a person's name, in this process."""

    handler = None

    def __init__(self, persona: Persona):
        person = Person.objects.get(email=persona.email)
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.set_expiry(60)
        session.create()
        self.cookie = session.session_key
        if Visitor.handler is None:
            Visitor.handler = BaseHandler()
            Visitor.handler.load_middleware()

    def status(self, path: str) -> int:
        """The status of a GET."""
        request = RequestFactory(SERVER_NAME="localhost").get(path)
        request.COOKIES[settings.SESSION_COOKIE_NAME] = self.cookie
        response = self.handler.get_response(request)
        if file := getattr(response, "file_to_stream", None):  # closing the response would close the database
            file.close()
        return response.status_code


@dataclass(frozen=True)
class Answer:
    """What somebody gets at an address."""

    persona: Persona
    status: int

    @property
    def is_open(self) -> bool:
        return self.status in OPEN


@dataclass(frozen=True)
class Room:
    """An address, and what each side gets there."""

    address: Address
    support: Answer
    instruction: Answer


def rooms() -> list[Room]:
    """Every address of the tour with both answers. What the visits leave behind (readings, sessions) is undone."""
    found = []
    with transaction.atomic():
        addresses = wall_addresses()
        visitors = {persona: Visitor(persona) for persona in {INSTRUCTION, *(one.support for one in addresses)}}
        for address in addresses:
            asked = (address.support, INSTRUCTION)
            found.append(Room(address, *(Answer(persona, visitors[persona].status(address.path)) for persona in asked)))
        transaction.set_rollback(True)
    return found
