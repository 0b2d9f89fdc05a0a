"""robots.txt (RFC 9309): which paths we may ask for, and how slowly.

The group that names us counts, else the group for everybody; of its rules the
longest that fits wins, and of two equal ones the one that allows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_MOST_BYTES = 512_000
_MOST_RULES = 5_000
_LONGEST_DELAY = 3_600.0
_SAFE = "/%:@!$&'()*+,;=~-._?"


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt says to us.

    Attributes
    ----------
    rules
        Pairs of a pattern and whether it allows.
    delay
        Seconds between requests (Crawl-delay), if it says.
    refused
        Why nothing at all may be asked for, if so.
    """

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float | None = None
    refused: str | None = None

    def allows(self, url: str) -> bool:
        """Tell whether an address may be asked for."""
        if self.refused:
            return False
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        if path == "/robots.txt":
            return True
        path = _plain(path or "/")
        best, allowed = -1, True
        for pattern, allows in self.rules:
            if _fits(pattern, path):
                length = len(pattern)
                if length > best or (length == best and allows):
                    best, allowed = length, allows
        return allowed


def parse_robots(data: bytes, name: str) -> Rules:
    """Read a robots.txt for a robot of that name; what is no rule is passed over."""
    groups: dict[str, list[tuple[str, bool]]] = {}
    delays: dict[str, float] = {}
    agents: list[str] = []
    in_rules = False
    count = 0
    text = data[:_MOST_BYTES].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    for line in re.split(r"\r\n|\r|\n", text):
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if in_rules:
                agents, in_rules = [], False
            agents.append(_agent(value))
            groups.setdefault(agents[-1], [])
        elif key in ("allow", "disallow"):
            in_rules = True
            count += 1
            if value and count <= _MOST_RULES:
                for agent in agents:
                    groups[agent].append((_plain(value), key == "allow"))
        elif key == "crawl-delay":
            in_rules = True
            seconds = _seconds(value)
            if seconds is not None:
                delays.update(dict.fromkeys(agents, seconds))
    ours = name if name in groups else "*"
    return Rules(tuple(groups.get(ours, ())), delays.get(ours))


def _agent(value: str) -> str:
    """Return a product's name without its version, in lower case; ``*`` stays."""
    found = re.match(r"[A-Za-z_-]+", value)
    return found.group().lower() if found else value.strip()


def _seconds(value: str) -> float | None:
    if not re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", value):
        return None
    return min(float(value), _LONGEST_DELAY)


def _plain(path: str) -> str:
    """Escape what is not plain, and write escapes in capitals, so that equals compare equal."""
    return re.sub(r"%[0-9A-Fa-f]{2}", lambda m: m.group().upper(), quote(path, safe=_SAFE))


def _fits(pattern: str, path: str) -> bool:
    """Tell whether a pattern (``*`` anything, ``$`` the end) fits the start of a path.

    Each piece between stars is looked for where the last one ended, so the time
    grows with the lengths only, whatever the pattern.
    """
    ends = pattern.endswith("$")
    pieces = (pattern[:-1] if ends else pattern).split("*")
    if not path.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    for piece in pieces[1:-1]:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if len(pieces) == 1:
        return not ends or at == len(path)
    last = pieces[-1]
    if ends:
        return len(path) - len(last) >= at and path.endswith(last)
    return path.find(last, at) >= 0
