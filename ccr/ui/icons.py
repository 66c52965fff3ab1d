"""The few icons of the house: strokes on a 24 grid, drawn here, attributes only (the CSP allows no inline style)."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

PATHS = {
    "alert": '<path d="M12 4 2.8 20h18.4z"/><path d="M12 10v4.5"/><path d="M12 17.3v.2"/>',
    "arrow-left": '<path d="M20 12H5"/><path d="m11 6-6 6 6 6"/>',
    "arrow-right": '<path d="M4 12h15"/><path d="m13 6 6 6-6 6"/>',
    "bell": '<path d="M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15z"/><path d="M10 21h4"/>',
    "calendar": '<rect x="4" y="5.5" width="16" height="15" rx="2"/><path d="M4 10h16M8.5 3v4M15.5 3v4"/>',
    "chart": '<path d="M4 4v16h16"/><path d="M8.5 16v-4M13 16V8M17.5 16v-6"/>',
    "check": '<path d="m4.5 12.5 5 5L19.5 7"/>',
    "chevron-down": '<path d="m6 9.5 6 6 6-6"/>',
    "chevron-left": '<path d="m14.5 6-6 6 6 6"/>',
    "chevron-right": '<path d="m9.5 6 6 6-6 6"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.2l3.4 2"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "document": '<path d="M6 3.5h8l4 4v13H6z"/><path d="M14 3.5v4h4M9 12.5h6M9 16h6"/>',
    "download": '<path d="M12 4v11"/><path d="m7 10.5 5 5 5-5"/><path d="M4.5 20h15"/>',
    "edit": '<path d="M4.5 19.5v-4L16 4l4 4L8.5 19.500z"/><path d="m13.5 6.5 4 4"/>',
    "euro": '<path d="M18 6.500a7 7 0 1 0 0 11"/><path d="M4 10.500h9M4 14h9"/>',
    "eye": '<path d="M2.5 12s3.5-6.5 9.5-6.5 9.5 6.5 9.5 6.5-3.5 6.5-9.5 6.500S2.5 12 2.5 12z"/>'
    '<circle cx="12" cy="12" r="2.7"/>',
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "help": '<circle cx="12" cy="12" r="8.5"/>'
    '<path d="M9.7 9.500a2.4 2.4 0 1 1 3.5 2.200c-.8.5-1.2 1-1.2 2M12 16.800v.2"/>',
    "home": '<path d="m3.5 11.5 8.5-7.5 8.5 7.5"/><path d="M6 10v10h12V10"/>',
    "inbox": '<path d="M4 13.5 6.5 5h11l2.5 8.500V20H4z"/><path d="M4 13.500h4.500a3.5 3.5 0 0 0 7 0H20"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.500M12 7.500v.2"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="10" rx="2"/><path d="M8 10.500V8a4 4 0 0 1 8 0v2.5"/>',
    "mail": '<rect x="3.5" y="5.5" width="17" height="13" rx="2"/><path d="m4 7 8 6 8-6"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "minus": '<path d="M5 12h14"/>',
    "people": '<circle cx="9" cy="8.5" r="3.3"/><path d="M3 19.500c.3-3.5 2.5-5.5 6-5.500s5.7 2 6 5.5"/>'
    '<path d="M15.5 5.500a3.2 3.2 0 0 1 0 6M17.5 14.500c2 .8 3.2 2.5 3.5 5"/>',
    "person": '<circle cx="12" cy="8" r="3.7"/><path d="M4.5 20c.5-4 3.2-6.2 7.5-6.200s7 2.2 7.5 6.2"/>',
    "place": '<path d="M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11z"/><circle cx="12" cy="10" r="2.3"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 8.500V4h10v4.500M7 16.500H4v-8h16v8h-3"/><path d="M7 13.500h10V20H7z"/>',
    "refresh": '<path d="M19.5 12a7.5 7.5 0 1 1-2.3-5.4"/><path d="M19.5 3.500v4h-4"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5 5"/>',
    "send": '<path d="M21 4 3 11l7 3 3 7z"/><path d="M21 4 10 14"/>',
    "shield": '<path d="M12 3.5 5 6v6c0 4 2.8 7 7 8.5 4.2-1.5 7-4.5 7-8.500V6z"/>',
    "sign-out": '<path d="M14 4.500H5.500v15H14"/><path d="M10 12h10M16.5 8.5 20 12l-3.5 3.5"/>',
    "swap": '<path d="M4 8.500h15M15 4.500l4 4-4 4"/><path d="M20 16H5M9 12l-4 4 4 4" opacity=".55"/>',
    "trash": '<path d="M5 7h14M9.5 7V4.500h5V7M7 7l1 13h8l1-13"/>',
}


def icon(name: str, label: str = "", size: int = 20) -> SafeString:
    """An icon; without a label it is decoration and hidden from assistive technologies.

    Raises KeyError for a name that is not drawn.
    """
    named = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon" {} width="{}" height="{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        'stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" focusable="false">{}</svg>',
        named,
        size,
        size,
        mark_safe(PATHS[name]),
    )
