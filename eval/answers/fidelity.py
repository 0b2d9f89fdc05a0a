"""Quote fidelity: whether every quote is in the record, to the byte."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eval.answers.documents import Documents
from eval.answers.given import GivenAnswer, GivenCitation

JOINER = " … "
"""Between the quotes of one statement (the contract of ``ask --json``)."""

_SHOWN = 40
"""Characters shown of a quote and of the record, from where they differ."""


@dataclass(frozen=True, slots=True)
class QuoteFault:
    """A citation that is not what the archive holds: its place in the answer, and why."""

    case_id: str
    citation: int
    why: str


@dataclass(frozen=True, slots=True)
class Fidelity:
    """How many citations are true to the byte.

    Attributes
    ----------
    citations, exact
        Citations of all answers, and those without a fault.
    statements, verbatim
        Statements of all answers, and those whose text is their quotes joined by
        " … " and nothing else. Told beside; a system may write prose of its own.
    faults
        One for each citation that is not exact, by case and place.
    withheld
        Quotes that the system itself held back because they were not the record's:
        the record it stands on is damaged, so the gate shuts on them too.
    """

    citations: int
    exact: int
    statements: int
    verbatim: int
    faults: tuple[QuoteFault, ...]
    withheld: int = 0

    @property
    def share(self) -> float | None:
        """Exact citations over citations; None where nothing is cited."""
        return self.exact / self.citations if self.citations else None

    @property
    def passes(self) -> bool:
        """The gate: every citation is exact, and none had to be withheld."""
        return self.exact == self.citations and not self.withheld


def quote_fidelity(documents: Documents, answers: Iterable[GivenAnswer]) -> Fidelity:
    """Check every citation against the archive.

    A citation is exact when the archive holds the document under the hash that
    the citation names, the stored text is still what was read in, and
    ``text[start:end]`` equals the quote, both in UTF-8. Older versions of a
    document that the archive keeps are held too.
    """
    citations = statements = verbatim = withheld = 0
    faults: list[QuoteFault] = []
    for answer in answers:
        citations += len(answer.citations)
        statements += len(answer.statements)
        withheld += answer.withheld
        for number, citation in enumerate(answer.citations):
            why = fault_of(documents, citation)
            if why:
                faults.append(QuoteFault(answer.case_id, number, why))
        for statement in answer.statements:
            quotes = [answer.citations[number].quote for number in statement.citations]
            verbatim += bool(quotes) and statement.text == JOINER.join(quotes)
    exact = citations - len(faults)
    return Fidelity(citations, exact, statements, verbatim, tuple(faults), withheld)


def fault_of(documents: Documents, citation: GivenCitation) -> str | None:
    """Return what is wrong with a citation, or None."""
    read = documents.get(citation.document_id)
    if read is None:
        return f"the archive holds no document {citation.document_id!r}"
    if citation.sha256 is None:
        return "it names no sha256 of the document"
    if citation.sha256 != read.document.sha256:
        return f"the document's sha256 is {read.document.sha256}, not {citation.sha256}"
    if not read.intact:
        return "the archive's text of the document was altered after it was read in"
    if not 0 <= citation.start < citation.end <= len(read.text):
        span = f"{citation.start} to {citation.end}"
        return f"{span} is no stretch of a text of {len(read.text)} characters"
    held = read.text[citation.start : citation.end]
    if held.encode("utf-8", "surrogatepass") != citation.quote.encode("utf-8", "surrogatepass"):
        at = next(
            (n for n, (a, b) in enumerate(zip(held, citation.quote, strict=False)) if a != b), None
        )
        at = min(len(held), len(citation.quote)) if at is None else at
        ours, theirs = held[at : at + _SHOWN], citation.quote[at : at + _SHOWN]
        return f"from its character {at} on the record has {ours!r}, the quote {theirs!r}"
    return None
