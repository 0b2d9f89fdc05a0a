"""The filters a query of a file is asked with, checked as the search would check them."""

from __future__ import annotations

from collections.abc import Mapping

from eval.filters import NAMES
from eval.formats.faults import shown
from eval.formats.fields import Fields


def read_filters(owner: Fields, field: str) -> Mapping[str, str]:
    """Return the filters that a field of an object holds; none where it holds none.

    Faults are: a name that is no filter, a value that is no text, a date that is none,
    and a ``since`` that is after ``until``, which nothing could satisfy.
    """
    held = owner.part(field)
    if held is None:
        return {}
    filters: dict[str, str] = {}
    for name in held.values:
        if name not in NAMES:
            held.fault(f"{held.name('')}{shown(name)[1:-1]} is no filter: {', '.join(NAMES)} are")
            continue
        value = held.text(name, required=False, filled=True)
        if value is not None:
            filters[name] = value
    since, until = (held.day(name) if name in filters else None for name in ("since", "until"))
    if since and until and since > until:
        held.fault(f"{held.name('since')} {since} is after {held.name('until')} {until}")
    return filters
