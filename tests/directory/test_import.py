"""A CSV file for the directory: what each line would do, then exactly that."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ccr.directory import importing, lines, sheets
from ccr.directory.models import Import, ImportLine, Journal, LegalForm, LineOutcome, LineResult, Organisation
from ccr.wall.errors import DomainError
from tests.factories.core import OrganisationFactory, siren

HEAD = "Nom;SIREN ou SIRET;RNA;Forme juridique;Date de création;Code postal;Commune;Effectif;SIAE;Remarques"


def file_of(*lines, head=HEAD, encoding="cp1252", separator=";") -> bytes:
    text = "\r\n".join([head, *lines]) + "\r\n"
    return text.replace(";", separator).encode(encoding)


@pytest.fixture
def plan(coordinator):
    """Read a file; gives the import and its lines."""

    def planned(content):
        made = importing.plan_import(content, "annuaire.csv", by=coordinator)
        return made, list(ImportLine.objects.system().filter(of=made).order_by("number"))

    return planned


@pytest.fixture
def line_of(plan):
    """The one line of a file: its outcome and its reason, spaces made plain."""

    def read(line, **options):
        [only] = plan(file_of(line, **options))[1]
        return only.outcome, only.reason.replace("\u00a0", " ")

    return read


FORMATS = {
    "a French spreadsheet": {"encoding": "cp1252", "separator": ";"},
    "LibreOffice": {"encoding": "utf-8", "separator": ","},
    "LibreOffice with a mark": {"encoding": "utf-8-sig", "separator": ";"},
    "tabs": {"encoding": "utf-8", "separator": "\t"},
    "Unicode text": {"encoding": "utf-16", "separator": "\t"},
}


@pytest.mark.parametrize("options", FORMATS.values(), ids=FORMATS)
def test_every_spreadsheet_is_read(plan, options):
    line = "Épicerie d’à côté;732 829 320 00074;;Association déclarée;4/05/2007;1000;Bourg-en-Bresse;7;oui;bof"
    made, [line] = plan(file_of(line, **options))

    assert made.unknown == ["Remarques"]
    assert (line.outcome, line.number) == (LineOutcome.CREATE, 2)
    assert line.values == {
        "name": "Épicerie d’à côté",
        "siren": "732829320",
        "siret": "73282932000074",
        "legal_form": "9220",
        "declared_on": "2007-05-04",
        "postcode": "01000",
        "city": "Bourg-en-Bresse",
        "headcount_band": "03",
        "is_siae": True,
    }


def test_columns_come_in_any_order_and_in_quotes(plan):
    head = "VILLE;Forme;Raison sociale;N° SIRET"
    _, [line] = plan(file_of('"Arles";"9220";"Le ""Fournil""\npartagé";="35600000049837"', head=head))

    assert line.outcome == LineOutcome.CREATE
    assert (line.name, line.values["siret"]) == ('Le "Fournil" partagé', "35600000049837")  # La Poste's own rule


def test_a_name_is_kept_without_the_signs_that_forms_refuse(plan):
    _, [line] = plan(file_of("Le\u202e Four\u200bnil;404833048;;9220", encoding="utf-8"))

    assert (line.outcome, line.name) == (LineOutcome.CREATE, "Le Fournil")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Ce fichier est vide"),
        (b"\xef\xbb\xbf\r\n\r\n", "Ce fichier est vide"),
        (b"\xff\xfe", "Ce fichier est vide"),
        (b"\xa0\xa0", "Ce fichier est vide"),
        (b"x" * 200_000, "La ligne 1 de ce fichier ne se lit pas : une cellule y est trop longue"),
        (file_of("x" * 200_000, head="Nom;SIREN"), "La ligne 2 de ce fichier ne se lit pas"),
        (b"PK\x03\x04rest", "n’est pas un CSV"),
        (b"Nom;SIREN\r\nA\x00B;1", "n’est pas un CSV"),
        (file_of(), "que ses titres de colonnes"),
        (file_of("a;b", head="Intitule court;SIREN"), "Aucune colonne ne s’appelle « Nom »"),
        (file_of("a;b", head="Nom;Ville"), "Aucune colonne ne donne le SIREN"),
        (file_of("a;b;c", head="Nom;Ville;Commune"), "disent la même chose"),
        (file_of(*["x;1"] * (sheets.MAX_LINES + 1), head="Nom;SIREN"), "plus de 10 000 lignes"),
    ],
    ids=[
        "empty",
        "mark",
        "UTF-16 mark",
        "blanks",
        "endless",
        "long cell",
        "xlsx",
        "null",
        "headings only",
        "no name",
        "no number",
        "twice",
        "too long",
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(plan, content, sentence):
    with pytest.raises(DomainError) as refusal:
        plan(content)

    assert sentence in str(refusal.value).replace("\u00a0", " ")
    assert not Import.objects.system().exists()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Fournil;732829321;;9220", "clé de contrôle est fausse"),
        ("Fournil;7,32829E+13;;9220", "le tableur a abîmé « 7,32829E+13 »"),
        ("Fournil;732829320;X12;9220", "RNA : Un numéro RNA s’écrit W"),
        ("Fournil;732829320;;Coopérative agricole", "n’est pas dans notre liste"),
        ("Fournil;732829320;;", "il en faut une pour créer une fiche"),
        ("Fournil;;W133012345;9220", "indiquez la date de déclaration"),
        ("Fournil;732829320;W133012345;5499", "Seule une association a un numéro RNA"),
        (";732829320;;9220", "Nom : il manque."),
        ("=1+1;732829320;;9220", "une cellule qui commence par « = » est une formule"),
        ("+33 Fournil;732829320;;9220", "commence par « + »"),
        ("@SUM(A1);732829320;;9220", "commence par « @ »"),
        ("Fournil;732829320;;9220;31/02/2011", "ne se lit pas"),
        ("Fournil;732829320;;9220;04/10/2011", "vérifiez l’année"),
        (f"{'x' * 201};732829320;;9220", "201 caractères, pour 200 au plus"),
        ("Fournil;732829320;;9220;;;;;peut-être", "écrivez oui ou non"),
    ],
)
def test_a_line_that_is_wrong_says_why(line_of, line, reason):
    outcome, said = line_of(line)

    assert outcome == LineOutcome.REFUSED
    assert reason in said


def test_a_line_knows_its_record_and_says_what_changes(plan, association):
    Organisation.objects.filter(pk=association.pk).update(rna="W133012345", city="Marseille")
    other = OrganisationFactory(name="Autre", siren="404833048")
    _, lines = plan(
        file_of(
            "LES PANIERS DU VALLON;732829320;;;;13002;MARSEILLE",
            "Autre;404833048",
            "Les Paniers du Vallon;;W133012345;;;;;;;",
        )
    )

    assert [line.outcome for line in lines] == ["update", "same", "same"]
    assert [line.organisation for line in lines] == [association, other, association]
    assert lines[0].changes == {"postcode": ["13001", "13002"]}


def test_numbers_of_two_records_are_not_mixed(line_of, association):
    Organisation.objects.filter(pk=association.pk).update(rna="W133012345")
    OrganisationFactory(name="Autre", siren="404833048")

    assert "ceux de deux fiches" in line_of("Autre;404833048;W133012345;9220")[1]
    assert "un autre SIREN" in line_of("Paniers;552100554;W133012345;9220")[1]


def test_two_lines_of_one_organisation_are_not_both_taken(plan):
    _, lines = plan(file_of("Un;732829320;;9220", "Deux;73282932000074;;9220"))

    assert [line.outcome for line in lines] == ["create", "refused"]
    assert "déjà à la ligne 2" in lines[1].reason


def test_a_namesake_is_pointed_out(line_of, association):
    outcome, reason = line_of(f"Les Paniers du Vallon;{siren()};;9220")

    assert outcome == LineOutcome.CREATE
    assert reason.startswith("Une fiche porte déjà ce nom")


def test_confirming_does_what_was_shown(plan, coordinator, association, only):
    made, _ = plan(file_of("Le Fournil;404833048;;SARL SCOP", "Paniers;732829320", "Faux;1;;9220"))

    done = importing.confirm_import(made, by=coordinator)

    assert done.state == "done"
    assert (only("Le Fournil").legal_form, only("Le Fournil").is_scop) == (LegalForm.SARL_COOPERATIVE_SCOP, True)
    association.refresh_from_db()
    assert association.name == "Paniers"
    lines = ImportLine.objects.system().filter(of=made)
    assert list(lines.values_list("result", flat=True)) == ["written", "written", ""]
    journaled = Journal.objects.system().filter(verb__in=["created", "changed", "imported"], by_seat=coordinator)
    assert {line.verb: line.details for line in journaled} == {
        "created": {},
        "changed": {"fields": ["name"]},
        "imported": {"created": 1, "changed": 1, "skipped": 0},
    }
    with pytest.raises(DomainError, match="déjà importé"):
        importing.confirm_import(made, by=coordinator)


def test_what_the_directory_became_meanwhile_is_left_aside_and_said(plan, coordinator, association):
    made, _ = plan(file_of("Le Fournil;404833048;;9220", "Paniers;732829320", "Levain;552100554;;9220"))
    OrganisationFactory(name="Arrivée avant", siren="404833048")
    Organisation.objects.filter(pk=association.pk).update(name="Changée à la main")

    importing.confirm_import(made, by=coordinator)

    lines = list(ImportLine.objects.system().filter(of=made).order_by("number"))
    assert [line.result for line in lines] == [LineResult.SKIPPED, LineResult.SKIPPED, LineResult.WRITTEN]
    assert "« Arrivée avant » est entrée" in lines[0].reason.replace("\u00a0", " ")
    assert "a changé depuis la vérification (Nom)" in lines[1].reason
    association.refresh_from_db()
    assert association.name == "Changée à la main"


def test_ten_thousand_lines_are_read_and_written_in_seconds(plan, coordinator, django_assert_max_num_queries):
    lines = [f"Structure {n};{siren()};;9220;;13001;Marseille" for n in range(sheets.MAX_LINES)]
    content = file_of(*lines)

    began = time.process_time()
    with django_assert_max_num_queries(150):
        made, _ = plan(content)
    with django_assert_max_num_queries(150):
        importing.confirm_import(made, by=coordinator)

    assert ImportLine.objects.system().filter(of=made, result=LineResult.WRITTEN).count() == sheets.MAX_LINES
    assert time.process_time() - began < 10


def test_the_coordinator_goes_through_it_on_the_pages(coordinator, sign_in, association, says, only):
    client = sign_in(coordinator.person)
    address = reverse("directory:imports", args=["2011"])
    page = client.get(address)
    assert says(page, "Aucun fichier n’a encore été lu")

    wrong = client.post(address, {"file": SimpleUploadedFile("vide.csv", b"")})
    assert wrong.status_code == 422
    assert says(wrong, "Ce fichier est vide")

    sent = {"form_key": page.context["form"]["form_key"].value()}
    content = file_of("Le Fournil;404833048;;9220;;13002;Marseille;;;x", "Paniers;732829320", "Faux;1;;9220")
    read = client.post(address, sent | {"file": SimpleUploadedFile("annuaire.csv", content)})
    detail = client.get(read.url)
    assert says(detail, "Ce fichier créerait 1 fiche et en mettrait 1 à jour", "« Remarques »")
    assert says(detail, "Nom : Les Paniers du Vallon → Paniers", "neuf chiffres")
    assert says(client.get(f"{read.url}?effet=refused"), "Faux")
    assert "Le Fournil" not in client.get(f"{read.url}?effet=refused").content.decode()
    assert says(client.get(f"{read.url}?effet=rien"), "Le Fournil")

    confirm = reverse("directory:import_confirm", args=["2011", Import.objects.system().get().pk])
    assert says(client.get(confirm), "Ce que la page a montré sera écrit, et rien d’autre.")
    client.post(confirm)
    assert says(client.get(read.url), "2 fiches écrites")
    assert only("Le Fournil").postcode == "13002"


def test_the_model_is_a_file_that_is_understood(coordinator, sign_in, plan):
    answer = sign_in(coordinator.person).get(reverse("directory:import_model", args=["2011"]))
    made, [line] = plan(answer.content)

    assert made.unknown == []
    assert line.outcome == LineOutcome.CREATE, line.reason
    assert set(line.values) == set(lines.LABELS)
