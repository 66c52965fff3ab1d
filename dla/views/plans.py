"""The strategic development plan: the structure writes it, the DLA officer and the session's consultant read it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.chosen_sites import chosen_sites
from ccr.programme.roles import Role
from ccr.ui import charts
from ccr.ui.autosave import save_field
from ccr.ui.pages import accepted, posted
from ccr.wall.access import for_sides
from ccr.wall.audience import audience
from ccr.wall.sides import Side
from dla import rules, services
from dla.forms import PlanForm
from dla.models import DevelopmentPlan, NeedsTheme, PlanTheme, Theme
from dla.states import PROGRESS, Progress
from dla.views.candidate import selected_applications
from dla.views.common import url


def _rows(request, plan) -> dict:
    """The themes of a plan that were written, by theme."""
    if plan is None:
        return {}
    rows = PlanTheme.objects.visible_to(request.seat).filter(plan=plan).select_related("changed_by__person")
    return {row.theme: row for row in rows}


IN_TURN = (Progress.REACHED, Progress.UNDER_WAY, Progress.NOT_STARTED, Progress.ASIDE)
SHARES = {Progress.NOT_STARTED: 0, Progress.UNDER_WAY: 0.5, Progress.REACHED: 1, Progress.ASIDE: None}


def _in_words(found) -> str:
    """« Atteint : Production. En cours : Économie, Marketing. »."""
    said = {state: ", ".join(theme.short for theme, one in found.items() if one == state) for state in IN_TURN}
    return " ".join(f"{PROGRESS.label(state).capitalize()}\u00a0: {named}." for state, named in said.items() if named)


def picture(rows):
    """The five themes side by side, each filled by how far it is."""
    found = {theme: Progress(rows[theme].progress) if theme in rows else Progress.NOT_STARTED for theme in Theme}
    return charts.progress(
        [(theme.label, theme.short, SHARES[state], PROGRESS.label(state)) for theme, state in found.items()],
        title="Avancement du plan",
        sentence=_in_words(found),
        heading="Thème",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE)
def my_plan(request, campaign, application):
    """Five themes, saved as they are typed; what the needs sheet said is beside each."""
    application = get_object_or_404(selected_applications(request), pk=application)
    closed = rules.why_not_plan(request.seat, application)
    plan = DevelopmentPlan.objects.visible_to(request.seat).filter(application=application).first()
    rows = _rows(request, plan)
    form = PlanForm(
        posted(request),
        initial=PlanForm.initial_of(rows.values()),
        autosave="" if closed else url(request, "autosave_plan", application.pk),
    )
    if request.method == "POST" and form.is_valid():
        how = {"seen": form.seen(), "by": request.seat}
        if written := accepted(form, services.write_plan, application, form.by_theme(), **how):
            if written is True:  # no plan came of it
                messages.info(request, "Rien n’a été écrit\u00a0: répondez à un thème au moins, puis enregistrez.")
            else:
                messages.success(request, "Le plan est enregistré. Revenez-y à chaque étape.")
            return redirect(url(request, "my_plan", application.pk))
    needs = NeedsTheme.objects.visible_to(request.seat).filter(sheet__application=application).exclude(words="")
    needs = {row.theme: row for row in needs}
    context = {
        "application": application,
        "plan": plan,
        "closed": closed,
        "form": form,
        "before": {theme.value: {"need": needs.get(theme), "row": rows.get(theme)} for theme in Theme},
        "themes": [(theme.label, rows[theme]) for theme in Theme if theme in rows],
        "chart": picture(rows) if plan else None,
        "chosen_sites": chosen_sites(request.seat, application),
        "audience": audience(
            PlanTheme,
            to=Side.CANDIDATE,
            status=DevelopmentPlan,
            seen="l’avancement et les dates",
            names={Side.CONSULTANT: "le consultant de votre session"},
        ),
    }
    return render(request, "dla/my_plan.html", context, status=422 if form.errors else 200)


@require_POST
@for_sides(Side.CANDIDATE)
def autosave(request, campaign, application):
    """Save one field of the plan."""
    application = get_object_or_404(selected_applications(request), pk=application)
    form = PlanForm(request.POST)
    seen = form.seen()

    def save(name, value):
        theme, _, field = name.rpartition("_")
        services.write_plan(application, {Theme(theme): {field: value}}, seen=seen, by=request.seat)

    return save_field(request, form, save)


@require_safe
@for_sides(Side.DLA, Side.CONSULTANT)
def plan(request, campaign, plan):
    """The plan of one structure, as it stands."""
    rows = DevelopmentPlan.objects.visible_to(request.seat).select_related("application__organisation")
    plan = get_object_or_404(rows, pk=plan)
    themes = _rows(request, plan)
    context = {
        "plan": plan,
        "themes": [(theme.label, themes[theme]) for theme in Theme if theme in themes],
        "unwritten": [theme.label for theme in Theme if theme not in themes],
        "chart": picture(themes),
        "chosen_sites": chosen_sites(request.seat, plan.application_id),
        "is_officer": request.seat.has_role(Role.DLA_OFFICER),
    }
    return render(request, "dla/plan.html", context)
