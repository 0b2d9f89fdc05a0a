"""Commitments: which sentences bind somebody, and of what kind they are."""

from indexer.commitments.cues import Cue, Kind, classify, tells_outcome

__all__ = ["Cue", "Kind", "classify", "tells_outcome"]
