"""On the committee's day, what was asked for before it goes no further, and every page says so (A039, C12)."""

import pytest

from ccr.wall.errors import DomainError
from diagnostics import services
from tests.factories import candidates
from tests.factories import diagnostics as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(freeze):
    freeze(make.ASKED)
    return make.make_world()


@pytest.fixture
def committee_came(world, freeze):
    """Asked for before the committee in time, and in each state before the start; today is the committee's day."""
    found = {"requested": make.ask(world)}
    found["assigned"] = make.assigned(world, candidates.begin(world.campaign))
    freeze("2011-11-15 10:00")
    found["to_confirm"] = make.ask(world, candidates.begin(world.campaign))
    world.campaign.diagnostics_min, world.campaign.diagnostics_max = 1, 3
    world.campaign.save()
    found["waiting"] = make.ask(world, candidates.begin(world.campaign))
    world.campaign.diagnostics_max = 5
    world.campaign.save()
    freeze("2012-01-31 00:00")
    return found


@pytest.mark.parametrize(
    ("state", "who", "verb"),
    [
        ("to_confirm", "ramsess", lambda world, d, by: services.confirm(d, by=by)),
        ("requested", "ramsess", lambda world, d, by: services.assign(d, world.r1, world.d1, by=by)),
        ("assigned", "d1", lambda world, d, by: services.start(d, by=by)),
        ("waiting", "ramsess", lambda world, d, by: services.serve_waiting_list(world.campaign, by=by)),
    ],
)
def test_what_was_asked_for_before_the_committee_goes_no_further_on_its_day(world, committee_came, state, who, verb):
    diagnostic = committee_came[state]
    assert diagnostic.state == state

    with pytest.raises(DomainError, match="reporter"):
        make.play(make.fresh(getattr(world, who)), lambda by: verb(world, diagnostic, by))

    owner = candidates.representative(diagnostic.application)
    assert make.play(owner, services.postpone, diagnostic).before_selection is False


def test_every_page_says_that_the_committee_came(world, committee_came, sign_in):
    ramsess = sign_in(world.ramsess.person)
    base = f"/{world.campaign.slug}/appui/diagnostics/"

    page = ramsess.get(f"{base}demandes/").content.decode()

    assert "ces demandes ne se confirment plus" in page
    assert "ces demandes ne s’attribuent plus" in page
    assert "les places d’avant la sélection ne se donnent plus" in page
    assert "Donner les places libres" not in page
    assert "dans les temps" not in page
    assert "/confirmer/" not in page
    assert ramsess.get(f"{base}demandes/{committee_came['to_confirm'].pk}/confirmer/").status_code == 302
    assert ramsess.get(f"{base}demandes/{committee_came['requested'].pk}/attribuer/").status_code == 302
    home = ramsess.get(f"/{world.campaign.slug}/").content.decode()
    assert "Servir la liste" not in home
    assert "à attribuer" not in home
    theirs = sign_in(world.d1.person).get(f"{base}{committee_came['assigned'].pk}/").content.decode()
    assert "seule la structure peut reporter" in theirs
    assert "Commencer le diagnostic" not in theirs
    own = sign_in(world.candidate.person).get(f"{base}mon-diagnostic/", follow=True).content.decode()
    assert "Reportez votre diagnostic après la sélection" in own
    assert "Restitution attendue" not in own and "Dans les temps" not in own
