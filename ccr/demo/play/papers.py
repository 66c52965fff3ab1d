"""The papers structures join to their applications: real one-page PDF files, written by hand as a small office would.

Nothing is rendered in the play: a page of plain text in one of the fonts every reader has takes a few microseconds.
"""

import zlib

from django.core.files.uploadedfile import SimpleUploadedFile

WIDTH, HEIGHT, LEFT, TOP = 595, 842, 72, 770


def _escaped(text: str) -> bytes:
    plain = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return plain.replace("’", "'").encode("cp1252", "replace")


def _page(title: str, lines) -> bytes:
    parts = [b"BT /F2 16 Tf %d %d Td (%s) Tj ET" % (LEFT, TOP, _escaped(title))]
    height = TOP - 40
    for line in lines:
        label, _, amount = line.partition("\t")
        parts.append(b"BT /F1 11 Tf %d %d Td (%s) Tj ET" % (LEFT, height, _escaped(label)))
        if amount:
            parts.append(b"BT /F1 11 Tf %d %d Td (%s) Tj ET" % (LEFT + 330, height, _escaped(amount)))
        height -= 18
    return b"\n".join(parts)


def pdf(title: str, lines) -> bytes:
    """A PDF of one page: a title, then lines; a tab in a line puts what follows in a second column."""
    content = zlib.compress(_page(title, lines))
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>" % (WIDTH, HEIGHT),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(content), content),
        font % b"Helvetica",
        font % b"Helvetica-Bold",
        b"<< /Title (%s) /Producer (Bureau) >>" % _escaped(title),
    )
    body, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, item in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info 7 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    )
    return body + end % (size, table, size, len(body))


def handout(name: str, title: str, lines) -> SimpleUploadedFile:
    """What is given to who came."""
    return SimpleUploadedFile(name, pdf(title, lines), content_type="application/pdf")


def statutes(structure, year: int) -> SimpleUploadedFile:
    """The statutes of a structure."""
    kind = structure.form.label
    lines = (
        f"{kind} · siège social à Marseille",
        "",
        "Article 1. Dénomination",
        f"Il est constitué, sous le nom de {structure.name}, une structure régie par les présents statuts.",
        "",
        "Article 2. Objet",
        f"{structure.activity}.",
        "",
        "Article 3. Gouvernance",
        "Une assemblée se réunit chaque année. Elle approuve les comptes et désigne",
        "les personnes qui dirigent la structure, pour trois ans.",
        "",
        "Article 4. Gestion désintéressée",
        "Les excédents sont affectés en priorité au développement de l’activité.",
        "",
        f"Adoptés à Marseille, le 14 mars {year}. Signé : {' '.join(structure.contact)}.",
    )
    return _upload("statuts.pdf", f"Statuts · {structure.name}", lines)


def accounts(structure, year: int) -> SimpleUploadedFile:
    """Its accounts of a year, in proportion to its staff."""
    jobs = float(structure.employees)
    sales, grants = 21_400 + jobs * 31_250, jobs * 6_800
    wages, other = jobs * 29_900, 12_600 + jobs * 6_350
    lines = (
        f"Exercice du 1er janvier au 31 décembre {year}, en euros",
        "",
        f"Ventes et prestations\t{_euros(sales)}",
        f"Subventions d’exploitation\t{_euros(grants)}",
        f"Total des produits\t{_euros(sales + grants)}",
        "",
        f"Salaires et charges sociales\t{_euros(wages)}",
        f"Achats, loyers et autres charges\t{_euros(other)}",
        f"Total des charges\t{_euros(wages + other)}",
        "",
        f"Résultat\t{_euros(sales + grants - wages - other)}",
        f"Fonds propres\t{_euros(sales * 0.12)}",
        f"Trésorerie au 31 décembre\t{_euros(sales * 0.08)}",
    )
    return _upload(f"comptes-{year}.pdf", f"Comptes {year} · {structure.name}", lines)


def model_accounts() -> SimpleUploadedFile:
    """The lines that the accounts of a small structure should have, to fill in."""
    blank = "\t.............."
    lines = ("Exercice clos le ..............", "", "COMPTE DE RÉSULTAT", f"Ventes et prestations{blank}")
    lines += (f"Subventions{blank}", f"Achats{blank}", f"Salaires et charges{blank}", f"Résultat{blank}", "")
    lines += ("BILAN", f"Équipements{blank}", f"Trésorerie{blank}", f"Fonds propres{blank}", f"Dettes{blank}", "")
    lines += ("Approuvés par l’assemblée du ..............", "Signature de qui représente la structure")
    return handout("modele-de-comptes.pdf", "Comptes du dernier exercice", lines)


def _euros(amount: float) -> str:
    return f"{amount:,.0f}".replace(",", " ")


def _upload(name, title, lines):
    return SimpleUploadedFile(name, pdf(title, lines), content_type="application/pdf")
