"""The components and French filters of every template. A builtin: nothing to ``{% load %}``.

``{% crispy form %}`` and ``{% static "…" %}`` are here too.

Blocks of ``base.html``
    title     the page's name, in the browser's tab (the programme's name follows)
    lane      ``support`` or ``instruction``: the page says in which lane it stands; nothing elsewhere
    back      a link to where one comes from: ``{% back_link url "Toutes les candidatures" %}``
    context   one muted line above the title
    heading   the title: it says the situation
    actions   buttons beside the title, the main one last
    content   the page
    aside     a column beside the content; the page is one column without it
    main      replaces everything between header and footer (public home, guided pages)
    head, scripts   more in <head>, more scripts at the end

Components
    {% badge badge %} or {% badge "en retard" "bad" %}   a dot and a word; a ``workflow.Badge``; nothing when empty
    {% cell cell %}               a badge, a text and a date, one under the other: ``registry.Cell``; « — » for None
    {% cells pairs %}             the <td> of each (``registry.Column``, cell) pair of a row
    {% stepper steps %}           horizontal steps: ``registry.Step`` or dicts (title, state, detail, when, url)
    {% timeline items %}          vertical timeline of the same items, « Aujourd’hui » is a step whose state is current
    {% gauge value maximum label %}    options: unit="structures" detail="…" tone="warn" minimum=10
    {% audience "sentence" %}     who reads what is typed here; option lane="instruction"
    {% empty_state title text url action %}   option icon="inbox"
    {% notice "sentence" "warn" %}   a boxed sentence: info, ok, warn, bad
    {% icon "lock" %}             options label="…" size=20
    {% task task %}               a row of « À faire » (``registry.HomeTask``), in <ul class="tasks">; option main=True
    {% figure figure %}           a card of ``registry.HomeFigure``
    {% facts pairs %}             key facts: (label, value) pairs, empty values left out
    {% filter_bar filterset %}    a django-filter form in GET; option count="12 candidatures"
    {% pagination page %}         previous, numbers, next; keeps the query string
    {% chart chart %}             figure, sentence and table of ``ccr.ui.charts``
    {% error_summary form %}      the errors with links to their fields (already inside ``{% crispy form %}``)
    {% unsaved form %}            what was typed in a form that a refusal closed: « Non enregistré », with its errors
    {% their_words field %}       what somebody else saved in the field meanwhile (already inside a field)
    {% accepted_files %}          what a file input that is written by hand gives as its ``accept``
    {% autosave_state %}          the line that says « Enregistré à 14 h 32 » (see ``ccr.ui.autosave``)
    {% back_link url label %}     « ← label »
    {% house as house %}          house.operator, house.funders where there is no request (PDFs, mails)
    {% wrap "aside" "page-aside" %}…{% endwrap %}   the element, only when there is something in it

Blocks of ``pdf/base.html``
    title (plain words), heading, context, date, lane, sender, address, content, letterhead, funders; the variable
    ``document`` gives title and date. ``{% include "pdf/chart.html" with chart=chart %}`` shows picture and table.

Filters
    euros « 1 234,50 € » · number « 1 234,5 » · percent (share of one) « 58 % » · days (half days) « 1,5 jour »
    file_size « 38 Ko »
    short_date « 15 déc. » · near_date, with the year when it is another · short_date_year ·
    long_date « 15 décembre 2026 » · date_fr « 15/12/2026 »
    month « décembre 2026 » · short_month « déc. 2026 »
    day_in_words « mardi 15 décembre 2026 » · binding_date « mardi 15 décembre 2026 à 23 h 59 »
    hour « 14 h 32 » · moment « 15 déc. 2026 à 14 h 32 »
    counted « 3 structures » (counted:"structure", counted:"journal,journaux")
    telephone « 04 91 00 00 00, le lundi », the number being a link
    plural « s » from two on (plural:"x", plural:"est,sont")
All of them give « — » (or nothing for counted and plural) for an empty value.

Tables
    <div class="table-frame"><table class="data-table"> … <td data-label="Surface" class="num">42 m²</td>
    become cards under 700 px: each cell shows its ``data-label``; a row's title is its first cell, <th scope="row">.
"""

import re
from functools import lru_cache
from urllib.parse import urlencode

from crispy_forms.templatetags.crispy_forms_tags import do_uni_form
from django import template
from django.conf import settings
from django.forms import Textarea
from django.template.base import token_kwargs
from django.templatetags.static import do_static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from ccr import clock
from ccr.documents.uploads import ACCEPTED
from ccr.registry import STEP_WORDS
from ccr.ui import french, icons
from ccr.ui.charts import base as charts
from ccr.ui.forms import said
from ccr.ui.texts import FUNDERS
from ccr.workflow import Badge

register = template.Library()
register.tag("crispy", do_uni_form)
register.tag("static", do_static)

LANES = {
    "support": "Appui — à la demande de la structure, jamais transmis au comité de sélection",
    "instruction": "Instruction — réservé au comité de sélection, jamais transmis à l’appui",
}
TONES = {"ok", "warn", "bad", "none", "support", "instruction"}


def _filter(name, function):
    def apply(value):
        return french_or_dash(function, value)

    apply.__name__ = name
    apply.__doc__ = function.__doc__
    register.filter(name, apply)


def french_or_dash(function, value):
    """The function's text, or a dash when there is nothing to say."""
    return "—" if value is None or value == "" else function(value)


for _name, _function in {
    "euros": french.euros,
    "number": french.number,
    "percent": french.percent,
    "file_size": french.file_size,
    "of": french.of,
    "days": french.days_from_half_days,
    "days_from_half_days": french.days_from_half_days,
    "short_date": french.short_date,
    "near_date": lambda value: french.near_date(value, clock.today()),
    "short_date_year": french.short_date_year,
    "long_date": french.long_date,
    "date_fr": french.date_fr,
    "month": french.month,
    "short_month": french.short_month,
    "day_in_words": french.day_in_words,
    "binding_date": french.binding_date,
    "hour": french.hour,
    "moment": french.moment,
}.items():
    _filter(_name, _function)


@register.filter
def telephone(said):
    """A telephone number one presses, and the hours written after it: « 04 91 00 00 00, du lundi au jeudi »."""
    found = TELEPHONE.search(said or "")
    if not found:
        return said or ""
    digits = re.sub(r"[^0-9+]", "", found[0])
    dialled = f"+33{digits[1:]}" if re.fullmatch("0[1-9][0-9]{8}", digits) else digits
    return format_html(
        '{}<a class="nowrap" href="tel:{}">{}</a>{}', said[: found.start()], dialled, found[0], said[found.end() :]
    )


TELEPHONE = re.compile(r"\+?[0-9](?:[\s.()-]*[0-9]){5,}")


@register.filter
def hidden_initial(field):
    """The hidden value the page was made from (``ccr.ui.forms.ShownForm``), where inputs are drawn by hand."""
    return field.as_hidden(only_initial=True) if field.field.show_hidden_initial else ""


@register.filter
def counted(value, words):
    """« 3 structures »: ``{{ n|counted:"structure" }}``, ``{{ n|counted:"journal,journaux" }}``."""
    if value is None or value == "":
        return ""
    singular, _, plural = words.partition(",")
    return french.counted(value, singular, plural)


@register.filter
def plural(value, ending="s"):
    """The ending from two on: ``{{ n|plural }}``, ``{{ n|plural:"x" }}``, ``{{ n|plural:"est,sont" }}``."""
    if value is None or value == "":
        return ""
    singular, comma, several = ending.partition(",")
    if not comma:
        singular, several = "", ending
    return several if french.is_plural(value) else singular


@register.simple_tag
def icon(name, label="", size=20):
    """One of the house's icons, decoration unless it has a label."""
    return icons.icon(name, label, size)


@register.simple_tag
def badge(badge, tone=""):
    """A dot and a word: ``{% badge lifecycle_badge %}`` or ``{% badge "déposée" "ok" %}``."""
    if not badge:
        return ""
    if not isinstance(badge, Badge):
        badge = Badge(str(badge), tone or "none")
    return _status(badge.label, badge.tone if badge.tone in TONES else "none")


@lru_cache(maxsize=1024)
def _status(label, tone):
    return format_html('<span class="status is-{}">{}</span>', tone, label)


@register.simple_tag
def cell(cell):
    """What a column says of a row: ``{% cell cell %}``."""
    return "—" if cell is None else _cell(cell, clock.today().year)


@register.simple_tag
def cells(pairs):
    """What the columns say of a row: ``{% cells pairs %}``. No template of its own: a list shows hundreds."""
    year = clock.today().year
    shown = ((column.label, "—" if one is None else _cell(one, year)) for column, one in pairs)
    return format_html_join("", '<td data-label="{}">{}</td>', shown)


@lru_cache(maxsize=1024)
def _cell(cell, year):
    """Many are alike. year: the current one, which its date does not repeat."""
    text = format_html('<span class="d-block small">{}</span>', cell.text) if cell.text else ""
    day = format_html('<span class="d-block muted small">{}</span>', _cell_day(cell, year)) if cell.date else ""
    return format_html("<span>{} {} {}</span>", badge(cell.badge), text, day)


def _cell_day(cell, year) -> str:
    when = french.short_date(cell.date) if cell.date.year == year else french.short_date_year(cell.date)
    return f"{cell.said} {when}" if cell.said else when


@register.simple_tag
def back_link(url, label):
    """A link to where one comes from."""
    return format_html('<a class="back-link" href="{}">{}{}</a>', url, icons.icon("arrow-left", size=18), label)


def _field(item, name, default=""):
    value = item.get(name) if isinstance(item, dict) else getattr(item, name, None)
    return default if value is None else value


GAUGE_COLOURS = {"warn": charts.WARN, "bad": charts.BAD, "instruction": charts.INSTRUCTION, "none": charts.MUTED}


def _steps(items):
    steps = []
    for item in items or []:
        state = _field(item, "state", "todo")
        when = _field(item, "when")
        if when and not isinstance(when, str):
            when = french.near_period(when, _field(item, "until", None), clock.today())
        steps.append(
            {
                "title": _field(item, "title"),
                "when": when,
                "state": state if state in STEP_WORDS else "todo",
                "word": STEP_WORDS.get(state, ""),
                "detail": _field(item, "detail"),
                "url": _field(item, "url"),
                "lane": str(_field(item, "lane")),
                "here": bool(_field(item, "here")),
            }
        )
    return steps


@register.inclusion_tag("ui/stepper.html")
def stepper(steps, label="Étapes"):
    """Steps one after the other, with what is done, what is current, what comes."""
    return {"steps": _steps(steps), "label": label}


@register.inclusion_tag("ui/timeline.html")
def timeline(items, label=""):
    """The same items as a vertical line."""
    return {"steps": _steps(items), "label": label}


@register.inclusion_tag("ui/gauge.html")
def gauge(value, maximum, label="", unit="", detail="", tone="", minimum=None):
    """A measure out of its maximum: a sentence first, then the bar; a mark where the minimum stands."""
    value, maximum = value or 0, maximum or 0
    share = min(max(float(value) / float(maximum), 0), 1) if maximum else 0
    mark = min(float(minimum) / float(maximum), 1) if minimum and maximum else None
    if not tone:
        tone = "warn" if minimum is not None and value < minimum else "ok"
    return {
        "value": french.number(value),
        "maximum": french.number(maximum),
        "label": label,
        "unit": unit,
        "detail": detail,
        "tone": tone,
        "colour": GAUGE_COLOURS.get(tone, charts.SUPPORT),
        "width": f"{share * 100:.1f}",
        "mark": None if mark is None else f"{mark * 100:.1f}",
        "text": f"{label} : {french.number(value)} sur {french.number(maximum)} {unit}".strip(),
    }


@register.inclusion_tag("ui/audience.html")
def audience(sentence, lane="support"):
    """Who reads what is typed here, with the lock."""
    return {"sentence": sentence, "lane": lane}


@register.inclusion_tag("ui/empty_state.html")
def empty_state(title, text="", url="", action="", icon="inbox"):
    """What will be here, and how to begin."""
    return {"title": title, "text": text, "url": url, "action": action, "icon": icon}


@register.inclusion_tag("ui/notice.html")
def notice(sentence, tone="info"):
    """A boxed sentence."""
    return {"sentence": sentence, "tone": tone, "icon": NOTICE_ICONS.get(tone, "info")}


NOTICE_ICONS = {"info": "info", "ok": "check", "warn": "alert", "bad": "alert"}


@register.filter
def notice_tone(message):
    """The tone of a Django message."""
    return {"success": "ok", "warning": "warn", "error": "bad"}.get(message.level_tag, "info")


@register.inclusion_tag("ui/task.html")
def task(task, main=False):
    """A row of « À faire »: date, title and badge, one action. Only the main one has the accent."""
    due = _field(task, "due")
    day, _, month = french.short_date(due).partition(french.NBSP) if due else ("", "", "")
    return {"task": task, "day": day, "month": month, "due": due, "main": main, "lane": str(_field(task, "lane"))}


@register.inclusion_tag("ui/figure.html")
def figure(figure):
    """A figure of the home page."""
    return {"figure": figure}


@register.inclusion_tag("ui/facts.html")
def facts(pairs, css=""):
    """Key facts as a description list; pairs without a value are left out."""
    return {"pairs": [(label, value) for label, value in pairs if value not in (None, "")], "css": css}


@register.inclusion_tag("ui/filter_bar.html", takes_context=True)
def filter_bar(context, filterset, count=""):
    """A django-filter form, in GET, folded on a phone; says how many filters are on."""
    form = filterset.form
    names = [form.add_prefix(name) for name in form.fields]
    active = sum(1 for name in names if filterset.data and filterset.data.get(name))
    return {"form": form, "count": count, "active": active, "path": context["request"].path}


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(context, page, name="page", label="Pages"):
    """Previous, numbers, next; the rest of the query string is kept. name, label: of the second list of a page."""
    query = {key: values for key, values in context["request"].GET.lists() if key != name}

    def link(number):
        return "?" + urlencode({**query, name: [number]}, doseq=True)

    numbers = [
        {"number": number, "url": link(number) if isinstance(number, int) else "", "current": number == page.number}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page,
        "label": label,
        "numbers": numbers,
        "previous": link(page.previous_page_number()) if page.has_previous() else "",
        "next": link(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("ui/chart.html")
def chart(chart):
    """The picture, the sentence that reads it, and its table behind « Voir le tableau »."""
    return {"chart": chart}


def full_label(field) -> str:
    """A field's label out of its fieldset: ``full_label`` of the field where the label alone does not say which."""
    return getattr(field.field, "full_label", field.label)


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form):
    """Every error of the form, with a link to its field."""
    errors = [{"field": "", "label": "", "text": text} for text in form.non_field_errors()]
    for field in form.visible_fields():
        target = field.id_for_label or f"{field.auto_id}_0"  # radios and checkboxes: the first one
        errors += [{"field": target, "label": full_label(field), "text": text} for text in field.errors]
    for hidden in form.hidden_fields():
        errors += [{"field": "", "label": "", "text": text} for text in hidden.errors]
    return {"errors": errors if form.is_bound else []}


@register.simple_tag
def accepted_files():
    """The types of file that may be joined, for the browser to show first (``forms.UploadField`` has them)."""
    return ACCEPTED


@register.inclusion_tag("ui/their_words.html")
def their_words(field):
    """What somebody else saved in this field since the page was made (``ShownForm.catch_up``)."""
    return {"words": getattr(field.field, "their_words", None)}


@register.inclusion_tag("ui/unsaved.html")
def unsaved(form):
    """What was typed in a form that the page no longer offers: never lost with the refusal."""
    if not form or not form.is_bound:
        return {"lines": [], "form": None}
    changed = set(form.changed_data)
    lines = []
    for field in form.visible_fields():
        value = field.field.bound_data(field.data, field.initial)
        text = said(field.field, value) if field.name in changed and not isinstance(value, bool) else ""
        if text:
            is_long = isinstance(field.field.widget, Textarea)
            rows = min(max(4, len(text) // 70 + text.count("\n") + 1), 16)
            lines.append(
                {"label": full_label(field), "text": text, "is_long": is_long, "rows": rows, "id": field.auto_id}
            )
    return {"lines": lines, "form": form}


@register.inclusion_tag("ui/autosave_state.html")
def autosave_state():
    """Where the page says whether what was typed is saved."""
    return {}


@register.simple_tag
def house():
    """``{% house as house %}``: operator and funders, for PDFs and mails that have no request."""
    return {"operator": settings.CCR_OPERATOR, "funders": FUNDERS}


class WrapNode(template.Node):
    """Its element around its content, or nothing when the content is blank."""

    def __init__(self, nodelist, tag, css, attributes):
        self.nodelist, self.tag, self.css, self.attributes = nodelist, tag, css, attributes

    def render(self, context):
        content = self.nodelist.render(context).strip()
        if not content:
            return ""
        tag, css = self.tag.resolve(context), self.css.resolve(context)
        more = "".join(
            format_html(' {}="{}"', name.replace("_", "-"), value.resolve(context))
            for name, value in self.attributes.items()
        )
        return format_html('<{} class="{}"{}>{}</{}>', tag, css, mark_safe(more), mark_safe(content), tag)


@register.tag
def wrap(parser, token):
    """``{% wrap "aside" "page-aside" aria_label="Calendrier" %}…{% endwrap %}``."""
    _, tag, css, *more = token.split_contents()
    nodelist = parser.parse(("endwrap",))
    parser.delete_first_token()
    attributes = token_kwargs(more, parser)
    return WrapNode(nodelist, parser.compile_filter(tag), parser.compile_filter(css), attributes)


class LaneNode(template.Node):
    """The ribbon that says in which lane a page stands."""

    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        lane = self.nodelist.render(context).strip()
        if lane not in LANES:
            return ""
        word, _, sentence = LANES[lane].partition(" — ")
        return format_html(
            '<p class="lane-ribbon is-{}"><span class="page"><strong>{}</strong> <span>{}</span></span></p>',
            lane,
            word,
            sentence,
        )


@register.tag
def lane_ribbon(parser, token):
    """``{% lane_ribbon %}{% block lane %}{% endblock %}{% endlane_ribbon %}``."""
    nodelist = parser.parse(("endlane_ribbon",))
    parser.delete_first_token()
    return LaneNode(nodelist)
