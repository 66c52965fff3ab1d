"""A browser without a screen: cookies, forms, redirects, from the standard library."""

import html
import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request


class Visitor:
    """Visits a demo, signed in as whoever it enters as."""

    def __init__(self, address: str):
        self.address = address
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page."""
        return self._open(urllib.request.Request(self.address + path))

    def post(self, path: str, page: str, **fields) -> tuple[int, str]:
        """Send a form of the page, with its token; the redirects are followed."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        return self._open(urllib.request.Request(self.address + path, data=body))

    def enter_as(self, persona: str, path: str) -> tuple[int, str]:
        """The button of a step of the guided visit."""
        _, page = self.get("/demo/")
        return self.post("/demo/entrer/", page, persona=persona, next=path)

    def _open(self, request) -> tuple[int, str]:
        try:
            with self.opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")


def steps_of(page: str) -> list[tuple[str, str]]:
    """(persona, where it begins) of each step of the guided visit."""
    personas = re.findall(r'name="persona" value="([^"]+)"', page)
    places = re.findall(r'name="next" value="([^"]+)"', page)
    return list(zip(personas, map(html.unescape, places), strict=True))


def navigation_of(page: str) -> list[str]:
    """The addresses of the navigation."""
    nav = re.search(r'<nav class="nav-wide".*?</nav>', page, re.S)
    return re.findall(r'href="([^"]+)"', nav.group(0)) if nav else []
