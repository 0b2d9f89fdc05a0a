"""Commitments: which sentences bind somebody, and of what kind they are."""

from indexer.commitments.cues import Cue, Kind, classify

__all__ = ["Cue", "Kind", "classify"]
