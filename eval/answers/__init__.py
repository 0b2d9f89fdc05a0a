"""How good answers are: quotes, evidence, nuggets, and when to say nothing."""

from eval.answers.asking import ask, from_answer
from eval.answers.given import GivenAnswer, GivenCitation, GivenStatement
from eval.answers.rag import from_rag, from_rag_all, to_rag
from eval.answers.records import AnswerScores
from eval.answers.score import score_answers
from eval.answers.serial import scores_json

__all__ = [
    "AnswerScores",
    "GivenAnswer",
    "GivenCitation",
    "GivenStatement",
    "ask",
    "from_answer",
    "from_rag",
    "from_rag_all",
    "score_answers",
    "scores_json",
    "to_rag",
]
