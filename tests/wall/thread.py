"""What happens in the world of the proofs, in the order of D1's dates, every text a canary word."""

from tests.wall import canaries, comers, records, regain, support
from tests.wall.addresses import gather
from tests.wall.calls import move_the_calendar, prepare, prepare_the_next
from tests.wall.diagnosis import diagnose, pass_notes_on
from tests.wall.instruction import examine, publish
from tests.wall.structures import apply, deposit, talk


def play(world, *, support_events: bool, deliberations: bool):
    """The whole programme, until the sessions and the needs in money."""
    prepare(world)
    apply(world)
    move_the_calendar(world)
    regain.write_to_several(world)
    regain.receive(world)
    regain.type_a_paper(world)
    regain.put_right(world)
    if support_events:
        diagnose(world)
    deposit(world)
    talk(world)
    examine(world, deliberations)
    publish(world, deliberations)
    if support_events:
        pass_notes_on(world)
        support.dla(world)
        support.financing(world)
        support.a_date_that_waits(world)
    gather(world)
    comers.hold(world)
    records.keep(world)
    prepare_the_next(world)
    canaries.plant()
