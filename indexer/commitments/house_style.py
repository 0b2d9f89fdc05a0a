"""How a document prints what it commits somebody to: learnt from the document itself.

Some bodies label every action, some list them, some keep a column of owners, some write
prose only. A bare "he would look at it" weighs less where every action has a label.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.commitments.printed_labels import LabelKind, kind_of_label
from indexer.commitments.units import Shape, Unit

_ENOUGH = 2
"""Labelled actions from which a document counts as one that labels them."""


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """What one document does, in counts of its units.

    Attributes
    ----------
    units
        All of them.
    labelled
        Lines with a label of their own ("Action: ...").
    listed
        Entries of a list under such a label ("Actions arising").
    numbered
        Actions with the record's own number.
    owned
        Rows with a cell that names an owner.
    resolved
        Resolutions and labelled decisions.
    bullets
        Entries of lists of any kind.
    """

    units: int
    labelled: int
    listed: int
    numbered: int
    owned: int
    resolved: int
    bullets: int

    @property
    def labels_actions(self) -> bool:
        """Whether actions are labelled or listed."""
        return self.labelled + self.listed >= _ENOUGH

    @property
    def has_owner_column(self) -> bool:
        """Whether owners stand in a column of their own."""
        return self.owned >= _ENOUGH

    @property
    def numbers_actions(self) -> bool:
        """Whether actions bear numbers."""
        return self.numbered >= _ENOUGH

    @property
    def resolves(self) -> bool:
        """Whether it records resolutions or decisions as such."""
        return self.resolved > 0

    @property
    def prose_only(self) -> bool:
        """Whether nothing but the wording tells what binds."""
        return not (
            self.labels_actions or self.has_owner_column or self.numbers_actions or self.resolves
        )


def house_style(units: Sequence[Unit]) -> HouseStyle:
    """Learn a document's house style from its units."""
    labelled = listed = numbered = owned = resolved = bullets = 0
    rows: set[int] = set()
    for unit in units:
        kind = kind_of_label(unit.label)
        if kind is LabelKind.ACTION:
            if unit.lead is None and unit.shape is Shape.ACTION_LINE:
                labelled += 1
            else:
                listed += 1
        elif kind in (LabelKind.RESOLVED, LabelKind.DECISION) or unit.text.startswith("RESOLVED"):
            resolved += 1
        numbered += unit.number is not None
        if unit.owner_cell is not None and unit.block not in rows:
            rows.add(unit.block)
            owned += 1
        bullets += unit.shape is Shape.BULLET
    return HouseStyle(len(units), labelled, listed, numbered, owned, resolved, bullets)
