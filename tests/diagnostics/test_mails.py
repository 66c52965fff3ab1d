"""The mails of diagnosis: what happened, and nothing of what is said."""

import pytest

from ccr.wall.guard import passing_as
from diagnostics import services
from diagnostics.models import FilRouge
from tests.factories import candidates
from tests.factories import diagnostics as make

pytestmark = pytest.mark.django_db


def test_mails_say_what_happened_and_nothing_of_what_is_said(world, commits, mailoutbox):
    with commits():
        diagnostic = make.ask(world)
    with commits():
        make.play(world.ramsess, services.assign, diagnostic, world.r1, world.d1)
    with commits():
        make.play(make.fresh(world.d1), services.start, diagnostic)
        make.play(world.d1, services.write_note, diagnostic, make.NOTE)
        note = make.play(world.d1, services.share_note, diagnostic)
    with commits():
        make.play(world.candidate, services.validate_note, diagnostic)
    with commits():
        make.play(world.d1, services.plan_restitution, diagnostic, candidates.day("2011-12-01"), "Chez elle")

    subjects = [(mail.to[0], mail.subject) for mail in mailoutbox]
    candidate, d1, ramsess = world.candidate.person.email, world.d1.person.email, world.ramsess.person.email
    assert subjects == [
        (candidate, "Votre demande de diagnostic est enregistrée"),
        (ramsess, "Une demande de diagnostic vous attend"),
        (candidate, "Votre diagnostiqueur est désigné"),
        (d1, "Un diagnostic vous est confié"),
        (candidate, "Votre note de diagnostic est prête à lire"),
        (d1, "Une note est validée"),
        (candidate, "La restitution de votre diagnostic est prévue"),
    ]
    bodies = " ".join(mail.body.replace("\u00a0", " ") for mail in mailoutbox)
    assert "entre le 12 novembre 2011 et le 12 décembre 2011" in bodies
    assert "jeudi 1er décembre 2011" in bodies
    assert f"/2011/appui/diagnostics/note/{note.pk}/" in bodies
    for words in (make.NOTE["reasons"], make.NOTE["conditions"], "opportun sous"):
        assert words not in bodies


def test_every_kind_of_mail_can_be_written(world, freeze):
    """Each builder gives paragraphs and an address for somebody who may see the object."""
    from diagnostics import mails

    make.decide(world.application)
    diagnostic = make.restituted(world)
    transfer = make.transferred(world, diagnostic=diagnostic)
    about = {
        mails._diagnostics: diagnostic,
        mails._notes: transfer.note,
        mails._transfers: transfer,
        mails._fils_rouges: FilRouge.objects.system().get(),
    }
    seats = [world.candidate, make.fresh(world.d1), transfer.consultant]
    for name, _label, _subject, rows, build in mails.KINDS:
        written = []
        for seat in seats:
            try:
                with passing_as(seat):
                    found = rows(seat).filter(pk=about[rows].pk).first()
                    said = build(seat, found) if found else None
            except Exception as error:
                raise AssertionError(name) from error
            if said:
                written.append(said)
        if name in ("too_late", "would_be_late", "restitution_planned"):
            continue  # nothing planned here: proved above, in test_work and with the meetings
        assert written, name
        assert all(paragraphs and url.startswith("http://testserver/2011/") for paragraphs, (url, _) in written), name
