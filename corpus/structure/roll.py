"""The roll that attendance lists are gathered into: which list is open, who stands in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from corpus.model import Attendee
from corpus.structure.names import bare_name

_ANSWERS: Final = {
    "yes": True,
    "y": True,
    "present": True,
    "no": False,
    "n": False,
    "absent": False,
}


class Roll:
    """The people of a document's lists, gathered line by line."""

    def __init__(self) -> None:
        self.people: list[Attendee] = []
        self.blocks: set[int] = set()
        self.notes: list[str] = []
        self.keys: dict[str, str] = {}
        self.inside = False
        self.present = True
        self.right: bool | None = None  # presence of a second column run into the first
        self._label = ""
        self._since_label = 0

    def open(self, label: str, *, present: bool, after_apologies: bool = False) -> None:
        """Open a list by its label; one that stood beside apologies is noted."""
        lost = self.inside and not self._since_label and self._label and not self.present
        if lost or after_apologies:
            # Two columns taken apart row by row put guests under apologies and the reverse.
            self._note(
                f'The lists "{self._label}" and "{label}" seem to have stood side by side; '
                "who sent apologies may be wrong."
            )
        self.inside, self.present, self._label, self._since_label = True, present, label, 0
        self.right = None

    def open_columns(self, label: str, *, left: bool, right: bool) -> None:
        """Open two lists whose labels, and so whose names, stand on one line."""
        self.open(label, present=left)
        self.right = right

    def close(self) -> None:
        """Close the list; one that was opened by a label and holds nobody is noted."""
        if self.inside and self._label and not self._since_label:
            self._note(f'Nobody stands under "{self._label}"; the list may have been lost.')
        self.inside, self._label = False, ""

    def settle(self) -> None:
        """Say that the list holds nobody because the record says so."""
        self._since_label += 1

    def _note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)

    def add(self, attendee: Attendee) -> None:
        """Add a person, or what this line says more of one who is on the roll."""
        self._since_label += 1
        for index, known in enumerate(self.people):
            if bare_name(known.name) == bare_name(attendee.name) and (
                known.present == attendee.present
            ):
                # The chair is often named above the list and in it: one person, one row.
                if known.initials and attendee.initials and known.initials != attendee.initials:
                    continue
                self.people[index] = replace(
                    known,
                    name=max(known.name, attendee.name, key=len),
                    role=_both(attendee.role, known.role),
                    initials=known.initials or attendee.initials,
                )
                return
        self.people.append(attendee)

    def give_role(self, role: str) -> bool:
        """Hang a role that stands on a line or in a cell of its own on the last person."""
        if not self.people or not self.inside or not self._since_label:
            return False
        last = self.people[-1]
        answer = _ANSWERS.get(role.casefold().strip(" ."))
        if answer is not None:
            # A third column says who came.
            self.people[-1] = replace(last, present=answer)
            return True
        joined = f"{last.role} {role}" if last.role else role
        if len(joined) > 160:
            return False
        self.people[-1] = replace(last, role=joined)
        return True


def _both(role: str | None, other: str | None) -> str | None:
    """Join what two lines say of one person, each once."""
    if role is None or other is None:
        return role or other
    if other.casefold() in role.casefold():
        return role
    return other if role.casefold() in other.casefold() else f"{role}, {other}"
