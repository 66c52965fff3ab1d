"""The directory in the world of the proofs: a file that waits to be confirmed, and two records that became one."""

from tests.wall.canaries import word

LINE = "ccr_directory.ImportLine"


def keep(world):
    """The coordinator reads a file and merges two records."""
    from ccr.directory import importing, merging

    mine = world.thing("organisation", "mine")
    twice = [world.organisation(name) for name in ("Atelier du Lacydon", "Le Lacydon (atelier)")]
    world.keep("namesake", "-", world.organisation("Les Mêmes"))
    file = "\r\n".join(
        (
            f"Nom;SIREN;Forme juridique;Commune;{word('ccr_directory.Import.unknown')}",
            f"{word(f'{LINE}.name')};404833048;9220;{word(f'{LINE}.values')};",
            f"{mine.name};{mine.siren};;{word(f'{LINE}.changes')};",
            f"Une autre;552100554;{word(f'{LINE}.reason')};;",
        )
    )
    with world.acting("coordinator") as seat:
        filename = f"{word('ccr_directory.Import.filename')}.csv"
        world.keep("import", "mine", importing.plan_import(file.encode("cp1252"), filename, by=seat))
        merging.merge_organisations(*twice, reason=word("ccr_directory.Merge.reason"), by=seat)
