"""What requests for the register may carry: the command line's filters, and decisions."""

from __future__ import annotations

from typing import Annotated, Self

from fastapi import Path
from pydantic import ConfigDict, Field, model_validator

from api.routes.parameters import (
    DOCUMENT_ID,
    MOST_LISTED,
    MOST_OFFSET,
    AskFilters,
    IsoDate,
    Parameters,
    Words,
)
from corpus.register import Corrections, Kind, ReviewAction, Status
from corpus.review_checks import LONGEST_QUOTE, LONGEST_WORDS, MOST_TOPICS
from corpus.reviews import LONGEST_BY, LONGEST_REASON
from retrieval.register_records import RegisterFilters, Sort

COMMITMENT_ID = r"^k-[0-9a-f]{16}$"
MOST_REVIEWS = 2**53

CommitmentId = Annotated[
    str,
    Path(
        pattern=COMMITMENT_ID,
        description="A commitment's id: `k-` and 16 hexadecimal digits.",
        examples=["k-0f3a5c7e9b1d2f46"],
    ),
]
ReviewId = Annotated[
    int, Path(ge=1, le=MOST_REVIEWS, description="A review's number.", examples=[3])
]


class RegisterParameters(AskFilters):
    """What is wanted of the register, named as on the command line."""

    topic: Words | None = Field(
        None, description="A topic's id or name, or one of its words.", examples=["burglary"]
    )
    owner: Words | None = Field(
        None,
        description="Who owes it: a code, name, office or body; a code finds its office too.",
        examples=["DCC"],
    )
    status: list[Status] | None = Field(
        None, description="Any of these; may be repeated.", examples=[["open"]]
    )
    kind: list[Kind] | None = Field(
        None, description="Any of these; may be repeated.", examples=[["action"]]
    )
    due_before: IsoDate | None = Field(
        None, description="Due on this day or earlier.", examples=["2018-03-31"]
    )
    due_after: IsoDate | None = Field(
        None, description="Due on this day or later.", examples=["2018-01-01"]
    )
    binding: bool | None = Field(
        None,
        description="Promises only, or everything else only. Left out, with no `kind` and no "
        "`all`, promises are listed and `left_out` counts the rest.",
    )
    all: bool = Field(False, description="List every kind.")
    later: bool | None = Field(None, description="Whether later minutes speak of it.")
    reviewed: bool | None = Field(None, description="Whether a person has reviewed it.")
    words: Words | None = Field(None, description="Words that all stand in it or above it.")
    hidden: bool = Field(False, description="List what reviewers rejected or merged, too.")
    as_of: IsoDate | None = Field(
        None,
        description="The day on which overdue is judged; by default the day to which the minutes "
        "of its body are held.",
        examples=["2018-06-30"],
    )
    sort: Sort = Field(Sort.DATE, description="By meeting, or by the day it is due.")

    @model_validator(mode="after")
    def _can_be_meant(self) -> Self:
        if self.due_after and self.due_before and self.due_after > self.due_before:
            raise ValueError(
                f"due_after ({self.due_after}) is after due_before ({self.due_before}); "
                "swap the two dates."
            )
        if self.all and self.binding is not None:
            raise ValueError("all and binding cannot both be asked for.")
        return self

    def register_filters(self) -> RegisterFilters:
        """Return the filters as the register takes them."""
        return RegisterFilters(
            scope=self.filters(),
            topic=self.topic,
            owner=self.owner,
            statuses=tuple(self.status or ()),
            kinds=tuple(self.kind or ()),
            binding=self.binding,
            due_before=self.due_before,
            due_after=self.due_after,
            later=self.later,
            reviewed=self.reviewed,
            words=self.words,
            hidden=self.hidden,
            as_of=self.as_of,
            sort=self.sort,
        )


class CommitmentListParameters(RegisterParameters):
    """The register, and which part of it."""

    limit: int = Field(100, ge=1, le=MOST_LISTED, description="How many to return at most.")
    offset: int = Field(0, ge=0, le=MOST_OFFSET, description="How many to pass over first.")


class EntryParameters(Parameters):
    """How one commitment is looked at."""

    as_of: IsoDate | None = Field(
        None, description="The day on which overdue is judged.", examples=["2018-06-30"]
    )


class _Signed(Parameters):
    """What every decision carries."""

    by: str = Field(
        min_length=1, max_length=LONGEST_BY, description="Who decides.", examples=["Ada Marsh"]
    )
    reason: str = Field(
        min_length=1,
        max_length=LONGEST_REASON,
        description="Why; it is kept.",
        examples=["Read against the signed minutes."],
    )


class CorrectionsBody(Parameters):
    """What is right instead; what is left out stays as the program found it."""

    kind: Kind | None = Field(None, description="What the words do.")
    binding: bool | None = Field(None, description="Whether somebody is bound.")
    owner: str | None = Field(
        None, min_length=1, max_length=LONGEST_WORDS, description="Who has to act."
    )
    due: str | None = Field(
        None, min_length=1, max_length=LONGEST_WORDS, description="By when, in words."
    )
    due_date: IsoDate | None = Field(None, description="By when, as a day.")
    topics: list[Words] | None = Field(
        None, max_length=MOST_TOPICS, description="Ids or names of topics; empty for none."
    )
    status: Status | None = Field(None, description="Where it stands.")

    def corrections(self) -> Corrections:
        """Return the corrections as reviews keep them."""
        from api.register.deciding import topic_ids

        return Corrections(
            kind=self.kind,
            binding=self.binding,
            owner=self.owner,
            due=self.due,
            due_date=self.due_date,
            topics=None if self.topics is None else topic_ids(self.topics),
            status=self.status,
        )


class ReviewBody(_Signed):
    """A decision about a commitment."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "action": "correct",
                    "by": "Ada Marsh",
                    "reason": "The signed minutes name the owner.",
                    "corrections": {"owner": "Deputy Chief Constable"},
                }
            ]
        }
    )

    action: ReviewAction = Field(
        description="confirm, correct (with `corrections`), merge (with `into`) or reject."
    )
    corrections: CorrectionsBody | None = Field(None, description="Of a correction only.")
    into: Annotated[str, Field(pattern=COMMITMENT_ID)] | None = Field(
        None, description="Of a merge only: the commitment it is the same as."
    )

    @model_validator(mode="after")
    def _is_a_decision(self) -> Self:
        if self.action in (ReviewAction.ADD, ReviewAction.WITHDRAW):
            raise ValueError("action must be confirm, correct, merge or reject here.")
        return self


class AddBody(_Signed):
    """A commitment that the program did not find."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "document": "d-0f3a5c7e9b1d2f46",
                    "quote": "A map would be circulated.",
                    "kind": "action",
                    "by": "Ada Marsh",
                    "reason": "The chair asked for it to be kept.",
                }
            ]
        }
    )

    document: str = Field(pattern=DOCUMENT_ID, description="The document's id.")
    quote: str = Field(
        min_length=1,
        max_length=LONGEST_QUOTE,
        description="The words, as the document's text has them but for white space.",
    )
    kind: Kind = Field(description="What the words do.")
    start: int | None = Field(
        None, ge=0, le=MOST_REVIEWS, description="Where they begin, if they stand there often."
    )
    corrections: CorrectionsBody | None = Field(
        None, description="Owner, due, topics, binding and status, where they are known."
    )

    @model_validator(mode="after")
    def _names_one_kind(self) -> Self:
        if self.corrections and self.corrections.kind is not None:
            raise ValueError("kind is given beside the quote, not among the corrections.")
        return self


class WithdrawBody(_Signed):
    """Taking a review back."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"by": "Ada Marsh", "reason": "I read the wrong meeting's minutes."}]
        }
    )
