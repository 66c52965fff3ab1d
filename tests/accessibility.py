"""What a machine can check of a page's accessibility: axe's rules (WCAG 2.2 A and AA), wide and narrow, and reflow.

The same is not looked at twice in a process: what is around pages (header, footer), when it holds an element of a kind
that was not there before; on a telephone that shows the elements of the desk, only what depends on their place.
"""

import re
from pathlib import Path

import axe_playwright_python

SCRIPT = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_PLACE = ["target-size", "scrollable-region-focusable"]
"""The rules that can break where the same elements are only placed otherwise."""
CONTRAST = "color-contrast"
"""Half of the time that a look takes; the same at all widths, but where one has its own colours."""
DESK, TELEPHONE = 1280, 375
"""Widths, in pixels."""
NARROWEST = 320
"""Where a page still does not scroll sideways: a desk at 400 % (WCAG 1.4.10)."""
AROUND = "body > :not(main)"
PARTS_AROUND = f"[...document.querySelectorAll('{AROUND}')].map(one => one.outerHTML).join('')"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SHOWN = "[...document.querySelectorAll('main *')].map(one => +one.checkVisibility({visibilityProperty: true})).join('')"
LOOK = f"""([rules, around, contrast]) => axe.run(around ? document : {{exclude: [['{AROUND}']]}}, {{
    runOnly: rules, resultTypes: ['violations'], selectors: false, preload: false,  // neither is read, each takes time
    rules: {{'{CONTRAST}': {{enabled: contrast}}}},
}}).then(found => found.violations.flatMap(one => one.nodes.slice(0, 2).map(
    node => `${{one.id}}: ${{one.help}} — ${{node.html.slice(0, 160)}}`)))"""

ELEMENT = re.compile(r"<(/?\w+)([^<>]*)>([^<]*)")
ATTRIBUTE = re.compile(r"""\s([\w-]+)(?:=(?:"([^"]*)"|'[^']*'))?""")
JUDGED = {"class", "role", "type", "scope", "tabindex", "aria-hidden", "aria-expanded", "aria-current", "aria-live"}
"""Attributes whose value says what an element is; of the others (keys, addresses, names), that they are there."""

_around_seen: set = set()
"""The kinds of elements around the pages that were looked at."""


def build_of(html: str) -> tuple:
    """How a piece of a page is built: its elements in their order, their attributes, whether words follow."""
    return tuple(
        (tag, not text.strip(), *sorted(f"{k}={v}" if k in JUDGED else k for k, v in ATTRIBUTE.findall(attributes)))
        for tag, attributes, text in ELEMENT.findall(html)
    )


def faults(page, *, contrast_narrow=True) -> list[str]:
    """What is wrong with the page as it is shown, wide and narrow; the page keeps the width it had.

    contrast_narrow: whether contrasts are also measured on a telephone.
    """
    before, found = page.viewport_size, []
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(SCRIPT)
    around = set(build_of(page.evaluate(PARTS_AROUND)))
    is_new = not around <= _around_seen or not page.query_selector("body > main")
    _around_seen.update(around)

    def look(width, rules, contrast):
        found.extend(f"{page.url} at {width}: {broken}" for broken in page.evaluate(LOOK, [rules, is_new, contrast]))

    def reflows(width):
        if (wider := page.evaluate(WIDER)) > 0:
            found.append(f"{page.url} at {width}: scrolls sideways by {wider} px")

    page.set_viewport_size({"width": DESK, "height": 900})
    look(DESK, RULES, contrast=True)
    reflows(DESK)
    at_desk = page.evaluate(SHOWN)
    page.set_viewport_size({"width": TELEPHONE, "height": 900})
    narrow_contrast = contrast_narrow or is_new
    if is_new or page.evaluate(SHOWN) != at_desk:
        look(TELEPHONE, RULES, contrast=narrow_contrast)
    else:
        look(TELEPHONE, [*OF_PLACE, CONTRAST] if narrow_contrast else OF_PLACE, contrast=narrow_contrast)
    reflows(TELEPHONE)
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    reflows(NARROWEST)
    page.set_viewport_size(before)
    return found
