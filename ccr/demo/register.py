"""The demo's own public register: a few invented organisations, answered as the real service documents it."""

from stdnum import luhn


def _siret(siren: str) -> str:
    return f"{siren}0001" + luhn.calc_check_digit(f"{siren}0001")


def _unit(siren, name, form, naf, band, *, number, street, postcode="13003", city="MARSEILLE 3", closed=False, **more):
    kind, _, label = street.partition(" ")
    return {
        "siren": siren,
        "nom_complet": name,
        "nom_raison_sociale": name,
        "sigle": None,
        "nature_juridique": form,
        "activite_principale": naf,
        "tranche_effectif_salarie": band,
        "etat_administratif": "C" if closed else "A",
        "date_creation": "2021-03-08",
        "siege": {
            "siret": _siret(siren),
            "adresse": f"{number} {street} {postcode} {city}",
            "numero_voie": number,
            "type_voie": kind,
            "libelle_voie": label,
            "code_postal": postcode,
            "libelle_commune": city,
            "est_siege": True,
        },
        "matching_etablissements": [],
        "complements": {"est_ess": False, "est_siae": False, "identifiant_association": None, **more},
    }


UNITS = [
    _unit(
        "900123456",
        "LES RESSOURCES DU PORT",
        "9220",
        "38.32Z",
        "02",
        number="12",
        street="RUE DE L'EXEMPLE",
        est_association=True,
        est_ess=True,
        est_siae=True,
        identifiant_association="W133099001",
    ),
    _unit(
        "900234568", "LA COOPE DES HALLES", "5458", "47.29Z", "11", number="4", street="PLACE INVENTEE", est_ess=True
    ),
    _unit("900345679", "ATELIER D'HIER", "5499", "95.29Z", "NN", number="7", street="COURS IMAGINAIRE", closed=True),
    _unit("900456781", "GROUPE DES ESSAIS", "5202", "70.22Z", "01", number="1", street="QUAI DES ESSAIS"),
]
"""An association, a SCOP, one that closed, and one of a form that is not in our list."""


def answer(question: str) -> dict:
    """What the service would say of a number: {results: […], total_results, page, per_page, total_pages}."""
    found = [unit for unit in UNITS if unit["siren"] == question[:9]]
    return {"results": found, "total_results": len(found), "page": 1, "per_page": 5, "total_pages": len(found)}
