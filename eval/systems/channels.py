"""Systems made of the two channels as they are: bm25, dense, and their fusions."""

from __future__ import annotations

from eval.filters import filters_of
from eval.records import Query
from eval.systems.ranked import Ranked, allowed_rows
from indexer.analysis import query_terms
from indexer.lexical import LexicalQuery
from retrieval.judging import Judge
from retrieval.search import DEPTH, rank


class ChannelSystem:
    """The words of a query against both channels, fused in one way.

    Parameters
    ----------
    judge
        Where the channels are.
    fusion
        ``bm25`` or ``dense`` for one channel alone, else a name of
        :data:`retrieval.fusion.FUSIONS`.
    """

    def __init__(self, judge: Judge, fusion: str) -> None:
        self._judge = judge
        self._fusion = fusion

    def rank(self, query: Query, k: int) -> Ranked:
        """Rank by the query's words and its vector."""
        judge, allowed = self._judge, allowed_rows(self._judge, query)
        words = LexicalQuery.of(query_terms(query.text))
        if self._fusion == "bm25":
            if not words.terms:
                return ()
            found = judge.channels.lexical(words, k, allowed)
            return _named(judge, found.rows.tolist(), found.scores.tolist())
        vector = judge.embedder.embed_question(query.text)
        if self._fusion == "dense":
            found = judge.channels.dense(vector, k, allowed)
            return _named(judge, found.rows.tolist(), found.scores.tolist())
        ranking = rank(judge.channels, vector, words, allowed, self._fusion, max(k, DEPTH))
        return _named(judge, ranking.rows[:k].tolist(), ranking.fused[:k].tolist())


class ProductSystem:
    """What the product itself ranks.

    Parameters
    ----------
    judge
        Where it looks.
    whole
        By all words, as ``minuted search`` does, or by the topic of the
        question, as ``minuted ask`` does.
    fusion
        How the channels are fused.
    """

    def __init__(self, judge: Judge, *, whole: bool, fusion: str) -> None:
        self._judge = judge
        self._whole = whole
        self._fusion = fusion

    def rank(self, query: Query, k: int) -> Ranked:
        """Rank as the product does; its own reading of the question's scope included."""
        found = self._judge.prepare(
            query.text,
            filters_of(query.filters),
            whole=self._whole,
            fusion=self._fusion,
            depth=max(k, DEPTH),
        ).ranking
        return _named(self._judge, found.rows[:k].tolist(), found.fused[:k].tolist())


def _named(judge: Judge, rows: list[int], scores: list[float]) -> Ranked:
    passages = judge.generation.passages.rows(rows)
    return [(passage.id, score) for passage, score in zip(passages, scores, strict=True)]
