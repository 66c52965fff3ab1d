"""What is no request of a browser's is answered before anything reads it."""

import codecs

from ccr.ui import errors


class WellFormedMiddleware:
    """A cookie with a NUL is as none: PostgreSQL takes no such text. Another charset than UTF-8 is a 400.

    Django would decode what was typed by any codec of Python's, some of which give bytes, or no text at all.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        for name in [name for name, value in request.COOKIES.items() if "\0" in value]:
            del request.COOKIES[name]
        if request.encoding and codecs.lookup(request.encoding).name != "utf-8":
            request.encoding = None
            return errors.bad_request(request)
        return self.get_response(request)
