"""The public company search service of the tests: a server of this machine that plays its documented answers."""

import json
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from tests.factories.core import siren


def unit(number, **told):
    """An organisation, in the words of the service (UniteLegaleResponse)."""
    return {
        "siren": number,
        "nom_complet": "LES PANIERS DU VALLON (LPV)",
        "nom_raison_sociale": "LES PANIERS DU VALLON",
        "sigle": "LPV",
        "nature_juridique": "9220",
        "activite_principale": "47.21Z",
        "tranche_effectif_salarie": "03",
        "etat_administratif": "A",
        "statut_diffusion": "O",
        "date_creation": "1987-05-04",
        "siege": {
            "siret": "",
            "adresse": "2 BIS RUE DES LICES 13007 MARSEILLE 7",
            "numero_voie": "2",
            "indice_repetition": "BIS",
            "type_voie": "RUE",
            "libelle_voie": "DES LICES",
            "code_postal": "13007",
            "libelle_commune": "MARSEILLE 7",
        },
        "matching_etablissements": [],
        "complements": {
            "est_association": True,
            "est_ess": True,
            "est_siae": False,
            "est_entrepreneur_individuel": False,
            "identifiant_association": "W133012345",
        },
        **told,
    }


def establishment(siret, **told):
    """Another place of an organisation, in the words of the service (MatchingEtablissement): no parts of an address."""
    return {
        "siret": siret,
        "est_siege": False,
        "etat_administratif": "A",
        "adresse": "31 COURS BELSUNCE 13001 MARSEILLE",
        "code_postal": "13001",
        "libelle_commune": "MARSEILLE",
        **told,
    }


class Register:
    """What it answers to each number, and what it was asked. ``url``: its address."""

    def __init__(self):
        self.answers, self.asked, self.url = {}, [], ""
        self.released = threading.Event()

    def knows(self, *units, status=200, headers=(), body=None, waits=False):
        """A new number, which it answers so. Gives the number."""
        number = siren()
        found = [{**one, "siren": one["siren"] or number} for one in units]
        page = {"results": found, "total_results": len(found), "page": 1, "per_page": 5, "total_pages": 1}
        self.answers[number] = (status, dict(headers), json.dumps(page).encode() if body is None else body, waits)
        return number

    @contextmanager
    def listening(self):
        register = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                asked = parse_qs(urlsplit(self.path).query)["q"][0]
                register.asked.append(asked)
                status, headers, body, waits = register.answers[asked]
                if waits:
                    register.released.wait(10)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with suppress(OSError):  # whoever asked has gone
                    self.wfile.write(body)

            def log_message(self, *args):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        self.url = f"http://127.0.0.1:{server.server_port}/search"
        try:
            yield self
        finally:
            self.released.set()
            server.shutdown()
            server.server_close()
