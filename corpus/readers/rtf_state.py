"""What holds inside a group of rich text (RTF), and the control words that change it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

PROPERTIES = frozenset(
    {"b", "v", "deleted", "htmlrtf", "plain", "pard", "intbl", "ls", "ilvl", "outlinelevel", "s"}
    | {"f", "uc"}
)
"""The words that `State.apply` knows."""


class Target(Enum):
    """Where the text of a group goes."""

    BODY = 1
    SILENT = 2
    RUNNING = 3
    LABEL = 4
    FONTS = 5
    STYLES = 6
    TITLE = 7


@dataclass(slots=True)
class State:
    """What holds inside a group; a copy of what is around it."""

    target: Target = Target.BODY
    font: int = -1
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    wrapping: bool = False
    fallback: int = 1
    style: int = -1
    outline: int = 0
    in_list: bool = False
    depth: int = 0
    in_table: bool = False
    starred: bool = False
    doubled: bool = False

    def apply(self, name: str, value: int | None) -> None:
        """Take over what a control word says; one without a number switches something on."""
        on = value != 0
        if name == "b":
            self.bold = on
        elif name == "v":
            self.hidden = on
        elif name == "deleted":
            self.deleted = on
        elif name == "htmlrtf":
            self.wrapping = on
        elif name == "plain":
            self.bold = self.hidden = self.deleted = False
        elif name == "pard":
            self.style = -1
            self.outline = self.depth = 0
            self.in_list = self.in_table = False
        elif name == "intbl":
            self.in_table = True
        elif name == "ls":
            self.in_list = bool(value)
        elif value is not None:
            self._set(name, value)

    def _set(self, name: str, value: int) -> None:
        if name == "ilvl":
            self.depth = max(0, min(8, value))
        elif name == "outlinelevel":
            self.outline = value + 1 if 0 <= value < 6 else 0
        elif name == "s":
            self.style = value
        elif name == "f":
            self.font = value
        elif name == "uc":
            self.fallback = max(0, min(value, 100))
