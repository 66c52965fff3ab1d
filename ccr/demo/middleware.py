"""While the play is being set up, every page says so."""

from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from ccr.demo import time
from ccr.demo.models import Stage
from ccr.wall.guard import passing
from ccr.wall.sides import Side

OPEN = ("/static/", "/sante/")


class CurtainMiddleware:
    """Shows « La démonstration se prépare » until the programme was played; then gives the banner its stops."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.raised = False

    def __call__(self, request):
        if not self.raised and not request.path.startswith(OPEN):
            with passing({Side.THRESHOLD}):
                stage = Stage.objects.first()
            self.raised = stage is not None and stage.ready_at is not None
            if not self.raised:
                response = render(request, "demo/curtain.html", {"scene": stage.scene if stage else ""}, status=503)
                response["Retry-After"] = "5"
                response["Refresh"] = "5"
                return response
        request.demo_stops = SimpleLazyObject(time.stops)
        return self.get_response(request)
