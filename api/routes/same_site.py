"""Who may write: nobody unless the server was started with reviews, and no other web site.

There is no log-in, so a browser carries nothing that another site could borrow; but a page
from elsewhere can still make a browser send a request here. What tells such requests apart are
headers that no page can forge: ``Sec-Fetch-Site`` and ``Origin``.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request

from api.problems import Problem, problem

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
_OFF_MEND = "Whoever runs this server allows them with: minuted serve --reviews"


class ReviewGate:
    """Whether reviews are taken, and the mark that this server's own forms carry.

    Parameters
    ----------
    open_
        Whether the server was started with reviews allowed.
    """

    def __init__(self, open_: bool) -> None:
        self.open = open_
        self._secret = secrets.token_bytes(32)

    def token(self, purpose: str) -> str:
        """Return what a form for a purpose carries; another site's page cannot read it."""
        return hmac.new(self._secret, purpose.encode(), hashlib.sha256).hexdigest()

    def holds(self, purpose: str, token: str) -> bool:
        """Tell whether a token is this server's for that purpose."""
        return hmac.compare_digest(self.token(purpose).encode(), token.encode("utf-8", "replace"))

    def refusal(self, request: Request, media_type: str) -> Problem | None:
        """Return why a request may not write, or None where it may.

        Parameters
        ----------
        request
            The request.
        media_type
            What its body has to be: :data:`JSON`, which no form can send, or :data:`FORM`.
        """
        if not self.open:
            return problem("reviews-off", mend=_OFF_MEND)
        if not is_from_here(request.headers):
            return problem("cross-site")
        given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if given != media_type:
            return problem("media-type", f"The body of this request must be {media_type}.")
        return None


class RefusedError(Exception):
    """A request that may not write; told as its problem."""

    def __init__(self, told: Problem) -> None:
        self.told = told
        super().__init__(told.detail)


def gate_of(request: Request) -> ReviewGate:
    """Return the application's gate."""
    gate: ReviewGate = request.app.state.reviews
    return gate


def may_review(request: Request) -> None:
    """Let a request through that may review over the HTTP interface.

    Raises
    ------
    RefusedError
        When it may not.
    """
    told = gate_of(request).refusal(request, JSON)
    if told is not None:
        raise RefusedError(told)


def is_from_here(headers: Headers) -> bool:
    """Tell whether a request comes from this server's own pages, or from no page at all.

    ``same-site`` is not enough: every port of this machine is the same site.

    >>> is_from_here(Headers({"host": "127.0.0.1:8000", "origin": "http://127.0.0.1:8000"}))
    True
    >>> is_from_here(Headers({"host": "127.0.0.1:8000", "origin": "http://127.0.0.1:9000"}))
    False
    """
    fetched, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if fetched is not None and fetched.lower() != "same-origin":
        return False
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc.lower() == headers.get("host", "").lower() != ""
    except ValueError:
        return False
