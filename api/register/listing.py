"""What is listed when nobody says which kinds: promises, with the requests told apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.register import Kind
from retrieval.register import Register
from retrieval.register_records import RegisterEntry, RegisterFilters, RegisterPage
from retrieval.register_serial import page_json


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the register, and what was left out of it since it binds nobody.

    Attributes
    ----------
    page
        What is listed.
    promises_only
        Whether only what binds was listed since no kind was asked for.
    requests
        The requests that fit besides, where they were asked for.
    left_out
        How many entries of each kind fit, but bind nobody; empty unless ``promises_only``.
    """

    page: RegisterPage
    promises_only: bool
    requests: tuple[RegisterEntry, ...] = ()
    left_out: Mapping[Kind, int] = field(default_factory=dict)

    @property
    def entries(self) -> tuple[RegisterEntry, ...]:
        """Everything that is listed: the page, then the requests told apart."""
        return self.page.entries + self.requests


def is_promises_only(asked: RegisterFilters, every_kind: bool) -> bool:
    """Tell whether nothing says which kinds are wanted, so that only what binds is listed."""
    return not (every_kind or asked.kinds or asked.binding is not None)


def look_up(
    register: Register,
    asked: RegisterFilters,
    *,
    every_kind: bool = False,
    limit: int | None = 100,
    offset: int = 0,
    with_requests: bool = False,
) -> Listing:
    """List what fits.

    Parameters
    ----------
    register
        Where to look.
    asked
        What is wanted. Where it names neither kinds nor whether they bind, only what binds is
        listed: a request is not a promise.
    every_kind
        List every kind all the same.
    limit, offset
        Which part of the list; None gives all of it.
    with_requests
        Give the requests that fit besides the promises, as many as ``limit`` allows.

    Raises
    ------
    UsageError
        When a filter or the part cannot be meant.
    """
    if not is_promises_only(asked, every_kind):
        return Listing(register.entries(asked, limit, offset), False)
    page = register.entries(replace(asked, binding=True), limit, offset)
    left_out = register.counts(replace(asked, binding=False)).by_kind
    requests: tuple[RegisterEntry, ...] = ()
    if with_requests and left_out.get(Kind.REQUEST):
        only = replace(asked, binding=False, kinds=(Kind.REQUEST,))
        requests = register.entries(only, limit).entries
    return Listing(page, True, requests, left_out)


def listing_json(listing: Listing) -> dict[str, Any]:
    """Return a listing as DESIGN's object, and how many of each kind were left out of it."""
    return {
        **page_json(listing.page),
        "left_out": {kind.value: number for kind, number in listing.left_out.items()},
    }
