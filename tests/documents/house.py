"""What every PDF of ours is (DESIGN 3): pdf/ua-1, A4, page numbers, fonts embedded, the funders' block at its end."""

from io import BytesIO

from pypdf import PdfReader

from ccr.ui.texts import FUNDERS

A4 = (210, 297)
"""In millimetres."""
POINTS = 72 / 25.4


def faults(content: bytes) -> list[str]:
    """What a PDF lacks of it, one sentence each."""
    reader = PdfReader(BytesIO(content))
    root, found = reader.trailer["/Root"], []
    metadata = root["/Metadata"].get_data().decode() if "/Metadata" in root else ""
    if 'pdfuaid:part="1"' not in metadata:
        found.append("does not say that it is pdf/ua-1")
    for number, page in enumerate(reader.pages, start=1):
        size = tuple(round(float(side) / POINTS) for side in page.mediabox[2:])
        if size != A4:
            found.append(f"page {number} is {size} mm")
        if f"page {number} / {len(reader.pages)}" not in page.extract_text():
            found.append(f"page {number} has no number")
        fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
        found += [f"page {number}: {font['/BaseFont']} is not embedded" for font in fonts if not is_embedded(font)]
    last = reader.pages[-1].extract_text()
    found += [f"its end does not name {funder}" for funder in FUNDERS if funder not in last]
    return found


def is_embedded(font) -> bool:
    """Whether the file holds the letters themselves."""
    parts = [part.get_object() for part in font.get("/DescendantFonts", [font])]
    described = [part["/FontDescriptor"].get_object() for part in parts if "/FontDescriptor" in part]
    return bool(described) and all({"/FontFile", "/FontFile2", "/FontFile3"} & one.keys() for one in described)
