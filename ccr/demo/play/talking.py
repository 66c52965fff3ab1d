"""Structures and the coordination write to each other; one message is taken back, one answer is still being written."""

from candidates import services
from ccr.demo.people import OPEN_CALL
from ccr.demo.play import papers
from ccr.demo.play.applying import BY_NAME, representative
from ccr.demo.play.calls import COORDINATOR
from ccr.demo.play.craft import act, application, on, seat
from ccr.demo.play.words import messages as words


def writer(who: str, name: str):
    """The seat that writes."""
    return representative(name, OPEN_CALL) if who == words.STRUCTURE else seat(COORDINATOR, OPEN_CALL)


def say(who: str, name: str, text: str, *, with_accounts=False):
    """Read what came, then write; with the accounts when they are what it is about."""
    mine, by = application(name, OPEN_CALL), writer(who, name)
    act(by, services.read_thread, mine)
    if with_accounts:
        act(by, services.join_file, mine, papers.accounts(BY_NAME[name], 2025))
    act(by, services.send_message, mine, text)


def say_and_take_back(name: str, text: str):
    """Write, and think better of it; the words left in the box are wiped."""
    mine, by = application(name, OPEN_CALL), writer(words.STRUCTURE, name)
    sent = act(by, services.send_message, mine, text)
    act(by, services.take_back, sent)
    act(by, services.write_message, mine, "")


def begin_an_answer(name: str, text: str):
    """Read, type, and be called away."""
    mine, by = application(name, OPEN_CALL), writer(words.REGAIN, name)
    act(by, services.read_thread, mine)
    act(by, services.write_message, mine, text)


def moments():
    for name, thread in words.THREADS:
        for number, (who, when, text) in enumerate(thread):
            with_accounts = name == words.WITH_ACCOUNTS and number == len(thread) - 1
            yield on(when, say, who, name, text, with_accounts=with_accounts)
    name, when, text = words.TAKEN_BACK
    yield on(when, say_and_take_back, name, text)
    name, when, text = words.ANSWERS_TO_DRAFT
    yield on(when, begin_an_answer, name, text)
