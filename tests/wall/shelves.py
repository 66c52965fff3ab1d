"""The *porte-documents* of the world: a document in preparation, one that everybody reads, one that was retired.

Only what nobody but the coordination may read bears canary words.
"""

from tests.factories import candidates
from tests.factories.library import prepared
from tests.wall.canaries import word


def fill(world):
    """The coordination prepares three documents, publishes two, takes one of them back."""
    from ccr.library import services
    from ccr.library.models import EntryFile

    by = world.seats["coordinator"]
    words = {name: word(f"ccr_library.Entry.{name}") for name in ("title", "summary", "keywords")}
    entries = {
        "mine": prepared(by, "La Cité en deux pages"),
        "other's": prepared(by, **words, name=f"{word('ccr_library.EntryFile.name')}.pdf"),
        "waiting": prepared(by, "Calendrier provisoire"),
    }
    with world.acting("coordinator") as seat:
        for whose in ("mine", "waiting"):
            services.add_file(entries[whose], candidates.upload("annexe.pdf"), by=seat)
            services.publish(entries[whose], by=seat)
        services.retire(entries["waiting"], reason=word("ccr_library.Entry.retired_reason"), by=seat)
        reading = services.add_reading(entries["mine"], world.thing("information", "other's"), by=seat)
    world.keep("reading", "mine", reading)
    world.keep("theme", "-", entries["mine"].theme)
    for whose, entry in entries.items():
        world.keep("entry", whose, type(entry).objects.system().get(pk=entry.pk))
        world.keep("entry_file", whose, EntryFile.objects.system().filter(entry=entry).first())
