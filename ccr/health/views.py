"""« /sante/ », for whoever watches the machine."""

from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ccr.wall.access import enters
from ccr.wall.sides import Side

from . import probes


@enters(Side.ANONYMOUS)
@require_safe
@never_cache
def health(request):
    """ok or late for each thing the platform stands on; 200 when all are ok, 503 otherwise."""
    states = {name: "ok" if probes.answers(name) else "late" for name in probes.PROBES}
    return JsonResponse(states, status=200 if set(states.values()) == {"ok"} else 503)
