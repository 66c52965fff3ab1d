"""What a machine can check of a page's accessibility: axe's rules (WCAG 2.2 A and AA), wide and narrow, and reflow."""

from pathlib import Path

import axe_playwright_python

SCRIPT = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 375)
"""A desk and a telephone, in pixels."""
NARROWEST = 320
"""Where a page still does not scroll sideways: a desk at 400 % (WCAG 1.4.10)."""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LOOK = f"""([rules, withContrast]) => axe.run({{
    runOnly: rules, resultTypes: ['violations'], selectors: false, preload: false,  // neither is read, each takes time
    rules: {{'color-contrast': {{enabled: withContrast}}}},
}}).then(found => ({{
    wider: {WIDER},
    broken: found.violations.flatMap(one => one.nodes.slice(0, 2).map(
        node => `${{one.id}}: ${{one.help}} — ${{node.html.slice(0, 160)}}`)),
}}))"""


def faults(page, contrast_at=WIDTHS) -> list[str]:
    """What is wrong with the page as it is shown, at each width; the page keeps the width it had.

    contrast_at: the widths at which contrasts are measured, half of the time that a look takes.
    """
    before, found = page.viewport_size, []
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(SCRIPT)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        seen = page.evaluate(LOOK, [RULES, width in contrast_at])
        found += [f"{page.url} at {width}: {rule}" for rule in seen["broken"]]
        if seen["wider"] > 0:
            found.append(f"{page.url} at {width}: scrolls sideways by {seen['wider']} px")
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    if (wider := page.evaluate(WIDER)) > 0:
        found.append(f"{page.url} at {NARROWEST}: scrolls sideways by {wider} px")
    page.set_viewport_size(before)
    return found
