"""Commitments: which sentences bind somebody, and of what kind they are."""

from corpus.register import Kind
from indexer.commitments.cues import Cue, classify

__all__ = ["Cue", "Kind", "classify"]
