"""What a machine can check of a page's accessibility: axe's rules (WCAG 2.2 A and AA), wide and narrow, and reflow.

The same is not looked at twice in a process: what is around pages (header, footer), when it holds an element of a kind
that was not there before; on a telephone that shows the elements of the desk, only what depends on their place; of
letters of one colour, size and weight on one ground, the contrast once, as long as it is good.
"""

import re
from pathlib import Path

import axe_playwright_python

SCRIPT = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_PLACE = ["target-size", "scrollable-region-focusable"]
"""The rules that can break where the same elements are only placed otherwise."""
CONTRAST = "color-contrast"
"""Half of the time that a look takes, and the same wherever the inks are."""
DESK, TELEPHONE = 1280, 375
"""Widths, in pixels."""
NARROWEST = 320
"""Where a page still does not scroll sideways: a desk at 400 % (WCAG 1.4.10)."""
AROUND = "body > :not(main)"
PARTS_AROUND = f"[...document.querySelectorAll('{AROUND}')].map(one => one.outerHTML).join('')"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SHOWN = "[...document.querySelectorAll('main *')].map(one => +one.checkVisibility({visibilityProperty: true})).join('')"
INKS = """() => {
    const grounds = new Map([[document.documentElement.parentNode, 'white']]);
    const ground = one => {  // what shows behind the letters, from the nearest opaque colour on
        if (!grounds.has(one)) {
            const {backgroundColor: colour, backgroundImage: picture, opacity} = getComputedStyle(one);
            const under = /^rgb\\(/.test(colour) ? '' : ground(one.parentNode);
            grounds.set(one, `${under} ${colour}` + (picture === 'none' ? '' : picture) + (opacity < 1 ? opacity : ''));
        }
        return grounds.get(one);
    };
    const bears = one => /^(INPUT|SELECT|TEXTAREA)$/.test(one.tagName)
        || [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    window.inks = new Map();
    for (const one of document.body.querySelectorAll('*')) {
        if (!bears(one) || !one.checkVisibility({visibilityProperty: true})) continue;
        const {color, fontSize, fontWeight, textShadow} = getComputedStyle(one);
        const ink = [color, fontSize, fontWeight, textShadow, ground(one)].join();
        window.inks.set(ink, [...window.inks.get(ink) ?? [], one]);
    }
    return [...window.inks.keys()];
}"""
"""How the letters that the page shows are written, and on what."""
FOUND = """({violations}) => violations.flatMap(one => one.nodes.slice(0, 2).map(
    node => `${one.id}: ${one.help} — ${node.html.slice(0, 160)}`))"""
QUICK = "resultTypes: ['violations'], selectors: false, preload: false"
"""What axe is asked to leave out: nobody reads it, and each takes time."""
LOOK = f"""([rules, around]) => axe.run(around ? document : {{exclude: [['{AROUND}']]}}, {{
    runOnly: rules, rules: {{'{CONTRAST}': {{enabled: false}}}}, {QUICK},
}}).then({FOUND})"""
LOOK_AT_INKS = f"""inks => axe.run(inks.flatMap(ink => window.inks.get(ink)), {{
    runOnly: ['{CONTRAST}'], {QUICK},
}}).then({FOUND})"""

ELEMENT = re.compile(r"<(/?\w+)([^<>]*)>([^<]*)")
ATTRIBUTE = re.compile(r"""\s([\w-]+)(?:=(?:"([^"]*)"|'[^']*'))?""")
JUDGED = {"class", "role", "type", "scope", "tabindex", "aria-hidden", "aria-expanded", "aria-current", "aria-live"}
"""Attributes whose value says what an element is; of the others (keys, addresses, names), that they are there."""

_around_seen: set = set()
"""The kinds of elements around the pages that were looked at."""
_good_inks: set = set()
"""Those whose contrast was measured, and is enough."""


def build_of(html: str) -> tuple:
    """How a piece of a page is built: its elements in their order, their attributes, whether words follow."""
    return tuple(
        (tag, not text.strip(), *sorted(f"{k}={v}" if k in JUDGED else k for k, v in ATTRIBUTE.findall(attributes)))
        for tag, attributes, text in ELEMENT.findall(html)
    )


def faults(page) -> list[str]:
    """What is wrong with the page as it is shown, wide and narrow; the page keeps the width it had."""
    before, found = page.viewport_size, []
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(SCRIPT)
    around = set(build_of(page.evaluate(PARTS_AROUND)))
    is_new = not around <= _around_seen or not page.query_selector("body > main")
    _around_seen.update(around)

    def note(width, broken):
        found.extend(f"{page.url} at {width}: {one}" for one in broken)

    def look_at_inks(width):
        if new := sorted(set(page.evaluate(INKS)) - _good_inks):
            broken = page.evaluate(LOOK_AT_INKS, new)
            note(width, broken)
            _good_inks.update([] if broken else new)

    def reflows(width):
        if (wider := page.evaluate(WIDER)) > 0:
            note(width, [f"scrolls sideways by {wider} px"])

    page.set_viewport_size({"width": DESK, "height": 900})
    note(DESK, page.evaluate(LOOK, [RULES, is_new]))
    look_at_inks(DESK)
    reflows(DESK)
    at_desk = page.evaluate(SHOWN)
    page.set_viewport_size({"width": TELEPHONE, "height": 900})
    is_other = is_new or page.evaluate(SHOWN) != at_desk
    note(TELEPHONE, page.evaluate(LOOK, [RULES if is_other else OF_PLACE, is_new]))
    look_at_inks(TELEPHONE)
    reflows(TELEPHONE)
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    reflows(NARROWEST)
    page.set_viewport_size(before)
    return found
