"""The small family of errors that Minuted raises on purpose.

Every message is written for a scrutiny officer: what happened, and the mend.
Anything outside this family that reaches the command line is a defect of ours.
"""

from __future__ import annotations


class MinutedError(Exception):
    """Something went wrong that the reader of the message can mend.

    Parameters
    ----------
    message
        What happened, in plain words.
    mend
        What to do about it: a command to type, or a change to make.
    """

    def __init__(self, message: str, mend: str | None = None) -> None:
        self.message = message
        self.mend = mend
        super().__init__(f"{message} {mend}" if mend else message)


class ReadError(MinutedError):
    """A file could not be read; the file is recorded as failed, the rest go on."""


class TooLargeError(ReadError):
    """A file is larger than the settings allow; tried again each time, as they may change."""


class UsageError(MinutedError):
    """What was asked for cannot be asked for that way (exit code 2, HTTP 422)."""


class QuestionError(UsageError):
    """The question itself asks nothing, or far too much."""


class NotFoundError(MinutedError):
    """No such document, meeting, passage or archive (exit code 1, HTTP 404)."""


class ArchiveError(MinutedError):
    """The archive on disk is missing, of another version, or damaged."""


class ModelError(MinutedError):
    """The embedding model is missing, cannot be loaded, or is not the one the index names."""


class IndexUnusableError(MinutedError):
    """The index is missing, damaged, or was built with other settings."""
