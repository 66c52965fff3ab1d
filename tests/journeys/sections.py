"""The sections of an application as a person types them in a browser, the one after the other."""


def answers(call) -> dict[str, dict]:
    """{section of the address: {field: text, choice, or True for what is ticked}}, up to the charter, of one site.

    The structure was created the year before the call: one year of figures is asked.
    """
    site, last_year = call.sites.get(site__name="mk2").pk.hex, call.opens_on.year - 1
    return {
        "structure": {"summary": "Une boulangerie.", "created_year": f"{last_year}"},
        "activite": {"activity": "Boulangerie.", "branches_0": True},
        "projet": {"project": "Un comptoir de vrac.", "reasons": "Partager les caisses."},
        "sites": {f"chosen-{site}": True, f"answer-{site}": "Nous savons faire."},
        "espace": {"space_kind": "corner", "space_m2": "42", "pole": "food"},
        "emploi": {"headcount": "0", "volunteers": "12"},
        "chiffres": {
            f"income-{last_year}": "12 345,67",
            f"sales-{last_year}": "12 000",
            f"subsidies-{last_year}": "0",
            f"expenses-{last_year}": "9 000",
        },
        "cooperation": {"cooperates_1": True},
        "ess": {},
    }


def type_in(page, typed):
    """Type these sections, the first of which is on the page, and leave each by its own button."""
    for section, fields in typed.items():
        page.wait_for_url(f"**/{section}/")
        for name, value in fields.items():
            field = page.locator(f"[id='id_{name}']")
            if value is True:
                field.check()
            elif field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        page.get_by_role("button", name="Enregistrer et continuer").click()
