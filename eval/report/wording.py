"""How figures are written on the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

NOTHING = "–"
"""Stands for a figure that is not defined: a share of nothing."""


class Ends(Protocol):
    """Anything with the two ends of an interval."""

    @property
    def low(self) -> float:
        """The lower end."""
        ...

    @property
    def high(self) -> float:
        """The upper end."""
        ...


def figure(value: float | None, digits: int = 3) -> str:
    """Write a figure.

    >>> figure(0.71249), figure(-0.0001), figure(None)
    ('0.712', '0.000', '–')
    """
    if value is None:
        return NOTHING
    written = f"{abs(value):.{digits}f}"
    return f"−{written}" if value < 0 and float(written) else written


def signed(value: float, digits: int = 3) -> str:
    """Write a difference with its sign.

    >>> signed(0.0314), signed(-0.2), signed(0.0001)
    ('+0.031', '−0.200', '0.000')
    """
    written = figure(value, digits)
    return f"+{written}" if value > 0 and float(written) else written


def interval(ends: Ends | None, digits: int = 3) -> str:
    """Write an interval.

    >>> from eval.comparison import Interval
    >>> interval(Interval(0.5, 0.75)), interval(Interval(-0.1, 0.2)), interval(None)
    ('0.500 to 0.750', '−0.100 to 0.200', '–')
    """
    return f"{figure(ends.low, digits)} to {figure(ends.high, digits)}" if ends else NOTHING


def p_value(value: float) -> str:
    """Write a p value as it is told: three digits, or that it is smaller.

    >>> p_value(0.0204), p_value(0.0002), p_value(1.0)
    ('p = 0.020', 'p < 0.001', 'p = 1.000')
    """
    return "p < 0.001" if value < 0.001 else f"p = {value:.3f}"


def percent(value: float | None) -> str:
    """Write a share.

    >>> percent(0.95), percent(1.0), percent(0.123), percent(None)
    ('95 %', '100 %', '12.3 %', '–')
    """
    if value is None:
        return NOTHING
    return f"{100 * value:.1f}".removesuffix(".0") + " %"


def count(number: int, one: str, more: str | None = None) -> str:
    """Write how many there are.

    >>> count(1, "query", "queries"), count(0, "file"), count(1200, "passage")
    ('1 query', '0 files', '1,200 passages')
    """
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def pairs(values: Mapping[str, object]) -> str:
    """Write names with their values, by name.

    >>> pairs({"since": "2021-01-01", "body": "Panel"}), pairs({})
    ('body: Panel; since: 2021-01-01', '')
    """
    return "; ".join(f"{name}: {values[name]}" for name in sorted(values))


def split_title(name: str) -> str:
    """Write a split's name.

    >>> split_title("dev"), split_title("test"), split_title("val")
    ('Development questions', 'Test questions', 'val questions')
    """
    return {"dev": "Development questions", "test": "Test questions"}.get(name, f"{name} questions")
