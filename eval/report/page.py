"""A report as one HTML page that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from eval.answers.records import MeanInterval
from eval.commitments import CommitmentScores
from eval.measures import parse_measures
from eval.report import wording
from eval.report.contents import Report, SetReport, SplitReport
from eval.report.plots import reliability_diagram, risk_coverage_plot
from eval.report.retrieval_view import RetrievalView, retrieval_view
from eval.systems.names import BASES, base_of, has_headers

HERE = Path(__file__).parent / "templates"

_ANSWER_FIGURES = {
    "sentence_precision": "Evidence by sentence: precision",
    "sentence_recall": "Evidence by sentence: recall",
    "sentence_f1": "Evidence by sentence: F1",
    "page_precision": "Evidence by page: precision",
    "page_recall": "Evidence by page: recall",
    "page_f1": "Evidence by page: F1",
    "meeting_first": "First citation is of the right meeting",
    "meeting_any": "Any citation is of the right meeting",
    "nugget_recall_lexical": "Nugget recall (lexical)",
}
_KINDS = {
    "all": "all unanswerable questions",
    "answerable": "answerable",
    "near-miss": "near misses",
    "off-topic": "off topic or nonsense",
}
_PARTS = {"all": "All documents", "dev": "Development documents", "test": "Test documents"}


@dataclass(frozen=True, slots=True)
class SplitView:
    """One split, and its plots; ``key`` is unique in the page."""

    key: str
    report: SplitReport
    retrieval: RetrievalView | None
    risk_coverage: Markup | None
    reliability: Markup | None


@dataclass(frozen=True, slots=True)
class SetView:
    """One set and its splits."""

    key: str
    report: SetReport
    splits: tuple[SplitView, ...]


def render_page(report: Report) -> str:
    """Return the page; but for its section ``times`` the same report gives the same bytes."""
    sets = [
        SetView(
            key=f"set-{number}",
            report=one,
            splits=tuple(_split(f"set-{number}-{split.name}", one, split) for split in one.splits),
        )
        for number, one in enumerate(report.sets, 1)
    ]
    template = _environment().get_template("report.html.j2")
    # Markup, since autoescape would write its child selectors as entities.
    stylesheet = Markup((HERE / "report.css").read_text(encoding="utf-8").strip())
    return template.render(report=report, sets=sets, stylesheet=stylesheet) + "\n"


def _split(key: str, one: SetReport, split: SplitReport) -> SplitView:
    where = f"{one.name}, {split.name}"
    return SplitView(
        key=key,
        report=split,
        retrieval=retrieval_view(key, split.comparison, split.queries)
        if split.comparison
        else None,
        risk_coverage=risk_coverage_plot(
            f"{key}-risk",
            f"Risk over coverage, {where}",
            split.answers.scores.abstention[0].curve,
            split.answers.points,
        )
        if split.answers
        else None,
        reliability=reliability_diagram(
            f"{key}-reliability", f"Reliability of support, {where}", split.reliability.equal_width
        )
        if split.reliability
        else None,
    )


def described(system: str) -> str:
    """Say what a system is."""
    return BASES[base_of(system)] + ("" if has_headers(system) else ", without headers")


def explained(measure: str) -> str:
    """Say what a measure is, by its name."""
    (found,) = parse_measures([measure])
    at = f"the first {found.cutoff}" if found.cutoff else "all"
    return {
        "nDCG": f"discounted gain of {at} passages over that of an ideal ranking",
        "R": f"share of the relevant passages that are among {at}",
        "RR": f"one over the rank of the first relevant passage, within {at}",
        "AP": f"mean precision at each relevant passage, within {at}",
        "P": f"share of {at} passages that are relevant",
        "Success": f"whether any of {at} passages is relevant",
        "Judged": f"share of {at} passages that are judged",
    }[found.name]


def _in_order(intervals: Mapping[str, MeanInterval]) -> list[tuple[str, MeanInterval]]:
    """Return figures with their names as they are read, any without one last."""
    known = [(said, intervals[name]) for name, said in _ANSWER_FIGURES.items() if name in intervals]
    return known + [one for one in sorted(intervals.items()) if one[0] not in _ANSWER_FIGURES]


def _traps(scores: CommitmentScores) -> list[str]:
    return sorted({trap.trap for part in scores.parts for trap in part.traps})


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        figure=wording.figure,
        signed=wording.signed,
        interval=wording.interval,
        p_value=wording.p_value,
        percent=wording.percent,
        pairs=wording.pairs,
        split_title=wording.split_title,
        described=described,
        explained=explained,
        in_order=_in_order,
        kind_title=lambda kind: _KINDS.get(kind, kind),
        part_title=lambda name: _PARTS.get(name, name),
        traps=_traps,
    )
    made.globals["count"] = wording.count
    return made
