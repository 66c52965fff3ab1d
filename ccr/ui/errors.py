"""Pages of refusals, and error reports that say nothing of people.

The pages never show the navigation of a seat: they are rendered on the threshold, outside any pass. The page of a
failure (500) asks nothing of the database, of the session or of the context processors.
"""

import logging
import traceback

from django.conf import settings
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import get_template
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter


def bad_request(request, exception=None):
    """400: the address or the form is malformed."""
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    """403. What is not visible answers 404: this one is rare."""
    return render(request, "403.html", status=403)


def csrf_failure(request, reason=""):
    """403 of a form sent from a page that is too old or from another site; the reason is for logs only."""
    return render(request, "403_csrf.html", status=403)


def not_found(request, exception=None):
    """404: nothing there, or nothing there for this person. The page does not tell which, so it forgets the call.

    Its address for help would say that a call exists before it is published, or that a page does.
    """
    request.seat = request.campaign = None
    return render(request, "404.html", status=404)


def too_many_requests(request, exception=None):
    """429: sign-in limits."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = "300"
    return response


def server_error(request):
    """500: a bug. Static but for the operator's address."""
    return HttpResponseServerError(get_template("500.html").template.render(_plain_context()))


def _plain_context():
    from django.template import Context

    return Context({"operator": settings.CCR_OPERATOR})


class DiscreetReporterFilter(SafeExceptionReporterFilter):
    """Error reports without parameters, cookies, locals or settings: the traceback's lines are enough to find a bug."""

    def is_active(self, request):
        return True

    def get_post_parameters(self, request):
        return {}

    def get_safe_request_meta(self, request):
        kept = ("REQUEST_METHOD", "CONTENT_TYPE")
        return {name: request.META[name] for name in kept if hasattr(request, "META") and name in request.META}

    def get_safe_cookies(self, request):
        return {}

    def get_safe_settings(self):
        return {}

    def get_traceback_frame_variables(self, request, tb_frame):
        return []


class DiscreetReporter(ExceptionReporter):
    """An error report without what was asked: neither the address's query, nor the exception's text."""

    def get_traceback_data(self):
        data = super().get_traceback_data()
        data.pop("request_GET_items", None)
        data.pop("request_COOKIES_items", None)
        data.pop("user_str", None)
        if self.request is not None:
            data["request_insecure_uri"] = self.request.path
        # PostgreSQL writes the row's values in the text of an IntegrityError.
        data.pop("exception_value", None)
        data.pop("exception_notes", None)
        return data

    def get_traceback_frames(self):
        frames = super().get_traceback_frames()
        for frame in frames:
            if frame.get("exc_cause") is not None:
                frame["exc_cause"] = type(frame["exc_cause"]).__qualname__
        return frames


class DiscreetFormatter(logging.Formatter):
    """Log lines whose tracebacks tell where, and of which type, but never the exception's text."""

    def formatException(self, exc_info):
        error, written, seen = exc_info[1], [], set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            kind = type(error)
            stack = "".join(traceback.format_tb(error.__traceback__))
            written.append(f"{stack}{kind.__module__}.{kind.__qualname__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nfrom\n".join(written)
