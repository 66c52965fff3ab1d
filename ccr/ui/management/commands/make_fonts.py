"""WOFF2 subsets of the two typefaces, from the installed font packages, for pages and PDFs alike."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from fontTools import subset
from fontTools.ttLib import TTFont

SANS = ("Regular", "It", "Semibold", "Bold")
SERIF = ("Semibold",)
UNICODES = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin-1 and Latin Extended-A: every name of a European register
    *range(0x2010, 0x2028),
    0x202F,
    0x2030,
    0x2032,
    0x2033,
    0x2039,
    0x203A,
    0x20AC,
    0x2122,
    *range(0x2190, 0x2194),
    0x2212,
    0x2248,
    0x2260,
    0x2264,
    0x2265,
)
RECIPE = hashlib.sha256(repr((UNICODES, SANS, SERIF, "1")).encode()).hexdigest()[:16]


def sources() -> dict[str, Path]:
    """Name of each subset -> the package's own file."""
    import font_source_sans_pro
    import font_source_serif_pro

    sans = Path(font_source_sans_pro.font_directory)
    serif = Path(font_source_serif_pro.font_directory)
    found = {f"SourceSansPro-{style}": sans / f"SourceSansPro-{style}.otf" for style in SANS}
    return found | {f"SourceSerifPro-{style}": serif / f"SourceSerifPro-{style}.otf" for style in SERIF}


def make(source: Path, target: Path):
    """One subset, with kerning, ligatures and tabular figures; the same bytes each time."""
    options = subset.Options()
    options.layout_features = ["*"]
    options.flavor = "woff2"
    options.hinting = False
    options.recalc_timestamp = False
    options.name_IDs = ["*"]  # the licence and the authors stay in the file
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=UNICODES)
    subsetter.subset(font)
    part = target.with_suffix(".part")
    subset.save_font(font, str(part), options)
    part.rename(target)


class Command(BaseCommand):
    """Make what is missing: a second run does nothing."""

    help = "Make the WOFF2 subsets of Source Sans Pro and Source Serif Pro in FONTS_DIR."

    def handle(self, **options):
        folder = Path(settings.FONTS_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        stamp = folder / "recipe"
        fresh = stamp.exists() and stamp.read_text() == RECIPE
        made = 0
        for name, source in sources().items():
            target = folder / f"{name}.woff2"
            if fresh and target.exists():
                continue
            make(source, target)
            made += 1
        if made:
            stamp.write_text(RECIPE)
        self.stdout.write(f"fonts: {made} made, {len(sources()) - made} kept")
