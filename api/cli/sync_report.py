"""What ``minuted sync`` says of a run: on stdout, as JSON, and on stderr."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from api.cli.terminal import notice, one_line, result_console

if TYPE_CHECKING:
    from corpus.sites import FetchSettings, SyncReport

_MOST_LINES = 100


def report_as_json(report: SyncReport) -> dict[str, Any]:
    """Return what a run did; the outcomes add up to ``found``."""
    from dataclasses import asdict

    from corpus.sites import SyncOutcome

    return {
        "resumed": report.resumed,
        "stopped": report.stopped,
        "meetings": asdict(report.meetings) if report.meetings else None,
        "found": len(report.pages),
        **{outcome.value: report.count(outcome) for outcome in SyncOutcome},
        "pages": [
            {
                "source": page.url,
                "what": page.what,
                "outcome": page.outcome.value,
                "document_id": page.document_id,
                "reason": page.reason,
            }
            for page in report.pages
        ],
        "passed_over": [
            {"source": other.url, "what": other.what, "reason": other.reason}
            for other in report.passed_over
        ],
        "notes": list(report.notes),
    }


def print_report(report: SyncReport, *, dry_run: bool) -> None:
    """Print what a run found, or would fetch."""
    from api.cli.printing import count, put
    from corpus.sites import SyncOutcome

    console = result_console()
    if report.meetings:
        m = report.meetings
        put(
            console,
            f"{count(m.found, 'meeting')} listed: {m.read:,} read, {m.settled:,} settled before, "
            f"{m.passed_over:,} passed over, {m.failed:,} failed.",
        )
    shown = [o for o in SyncOutcome if (o is SyncOutcome.PLANNED) == dry_run or report.count(o)]
    put(
        console,
        f"{count(len(report.pages), 'document')} found: "
        + ", ".join(f"{report.count(outcome):,} {outcome.value}" for outcome in shown)
        + ".",
    )
    for page in report.of(SyncOutcome.PLANNED):
        put(console, f"{one_line(page.url)} ({one_line(page.what)})", indent=3)
    if report.passed_over:
        put(console, f"{count(len(report.passed_over), 'link')} passed over (all with --json):")
    reasons = Counter(other.reason for other in report.passed_over)
    for reason, number in reasons.most_common():
        put(console, f"{number:,} {one_line(reason)}", indent=3)


def tell(report: SyncReport, fetching: FetchSettings) -> None:
    """Say on stderr what needs somebody's attention."""
    from corpus.sites import SyncOutcome

    for line in report.notes:
        notice(one_line(line))
    for outcome, heading in (
        (SyncOutcome.FAILED, "These could not be fetched or read:"),
        (SyncOutcome.GONE, "These are published no longer; what is held of them is kept:"),
    ):
        if report.count(outcome):
            notice(heading)
        for page in report.of(outcome)[:_MOST_LINES]:
            notice(f"  {one_line(page.url)}: {one_line(page.reason or '')}")
        if report.count(outcome) > _MOST_LINES:
            notice(f"  and {report.count(outcome) - _MOST_LINES:,} more (all with --json).")
    if report.stopped:
        notice(f"{report.stopped} Run the same command again to go on.")
    if not report.pages and not report.stopped:
        notice("Nothing that looks like minutes was found.")
    if not fetching.contact:
        notice("The site was not told whom to ask about these requests; say so with --contact.")
