"""What accepted and rejected passages teach: a logistic head per code, which begins from the code's own cues.

The head weighs words. Before anybody decided it would know nothing, so it begins with the passages that the cues are
surest of and those that they leave alone, as if these were a few decisions; each real one counts more and more beside
them. Its log odds stand beside those of the prior, so that a few odd decisions cannot unlearn a codebook.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from extraction.codebook import Codebook
from extraction.cues import near_concept, plain
from extraction.documents import Suggestion
from extraction.likeness import LIKENESS, NOTHING_SHARED, Numbers, as_score, ground, log_odds_of, most_like
from extraction.suggestions import coded_body, described, in_order, open_codes, status_of, without_cue
from extraction.text_layer import Passage
from identification.events import REJECTED, Event, current_events
from identification.vocabulary import CodeStatus, EventKind, SuggestedBy

# What the cues say weighs as much as this many decisions, and no passage more than one.
CUES_AS_DECISIONS = 20
# Of the passages with a cue the surest share stand for the code (of few, at least so many), and twice as many passages
# are left out of those that stand for its absence.
SUREST_SHARE = 0.35
FEWEST_SUREST = 5
LEFT_OUT = 2
# The strength of the prior's log odds beside the head's, and of the fit (C of scikit-learn).
BESIDE_HEAD = 0.5
FIT_STRENGTH = 10
FIT_STEPS = 200
# Accepted passages of a code from which on its head proposes passages without a cue, how many of a document at most,
# and the score that they need. After 100 decisions on a code half to three quarters of them are right, after 25 few.
ENOUGH_ACCEPTED = 20
MOST_LEARNT = 3
LEAST_LEARNT = 0.5


@dataclass(frozen=True)
class Decided:
    """What one person decided of one passage for one code: a coding, or "not this code"."""

    document_id: str
    code_id: str
    text: str
    accepted: bool
    who: str


def decided_in(events: Iterable[Event]) -> list[Decided]:
    """What the coding events that stand teach, in the order of their ids; a look in vain shows no passage."""
    return [
        Decided(
            document_id=event.subject_id,
            code_id=str(event.content.get("code_id", "")),
            text=plain(str(event.content.get("quote", ""))),
            accepted=event.decision != REJECTED,
            who=event.who,
        )
        for event in sorted(current_events(events), key=lambda one: one.event_id)
        if event.kind == EventKind.CODING
        and event.decision != CodeStatus.LOOKED_NOT_FOUND
        and str(event.content.get("quote", "")).strip()
    ]


def rescored(
    suggestions: Sequence[Suggestion],
    passages: Sequence[Passage],
    codebook: Codebook,
    decided: Iterable[Decided],
    reviewer: str = "",
) -> list[Suggestion]:
    """The suggestions of one document, scored by what people decided, in reading order; and the few that these add.

    `suggestions` are those of the document's suggestions.jsonl (their scores are the prior: do not hand in the result
    of an earlier call), `passages` its passages, and `decided` everything decided so far, in any document. What others
    decided in this very document is left out, so that a second coder is blind; what `reviewer` decided in it counts.
    Without a reviewer nobody's decisions in this document count. Codes without a decision keep their prior.

    Cheap enough to call after each decision: what it knows of the document is kept, and only the code decided on is
    learnt anew. Same input, same output: nothing is drawn.
    """
    taught = lessons(decided, passages[0].document_id if passages else "", reviewer)
    known = [code_id for code_id in taught if code_id in codebook]
    if not known:
        return in_order(suggestions)
    document = _Document(*coded_body(passages), codebook)
    if not document.body:
        return in_order(suggestions)
    scored = [one for one in suggestions if one.code_id not in known]
    for code_id in known:
        own = [one for one in suggestions if one.code_id == code_id]
        if own or _accepted(taught[code_id]) >= ENOUGH_ACCEPTED:
            scored += _rescored_code(document, own, code_id, taught[code_id])
    return in_order(scored)


def rescored_documents(
    suggestions: Iterable[Sequence[Suggestion]],
    passages: Iterable[Sequence[Passage]],
    codebook: Codebook,
    decided: Sequence[Decided],
) -> list[Suggestion]:
    """The suggestions of all documents, each document's scored without anybody's decisions in it."""
    pairs = zip(suggestions, passages, strict=True)
    return [one for own, body in pairs for one in rescored(own, body, codebook, decided)]


Lessons = tuple[tuple[str, bool], ...]
Rows = tuple[tuple[int, float, bool], ...]


@dataclass(frozen=True)
class _Document:
    """The passages of a document that may be coded, and their plain texts."""

    body: tuple[Passage, ...]
    texts: tuple[str, ...]
    codebook: Codebook

    @cached_property
    def row_of(self) -> dict[tuple[int, int], int]:
        return {(passage.page, passage.start): row for row, passage in enumerate(self.body)}

    def placed(self, suggestions: Iterable[Suggestion]) -> tuple[list[Suggestion], Rows]:
        """The suggestions that stand at a passage; and for each its row, its score and whether a cue fired."""
        found = [one for one in suggestions if (one.page, one.start) in self.row_of]
        return found, tuple((self.row_of[one.page, one.start], one.score, bool(one.cue)) for one in found)

    @cached_property
    def near(self) -> list[bool]:
        return near_concept(self.body, self.texts, self.codebook)


def lessons(decided: Iterable[Decided], document_id: str, reviewer: str = "") -> dict[str, Lessons]:
    """For each code the texts that may teach in a document, and whether they have the code."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for one in decided:
        if one.document_id != document_id or (reviewer and one.who == reviewer):
            found.setdefault(one.code_id, []).append((one.text, one.accepted))
    return {code_id: tuple(texts) for code_id, texts in found.items()}


def head(
    rows: csr_matrix, log_odds: Numbers, cued: NDArray[np.bool_], taught: csr_matrix, good: NDArray[np.bool_]
) -> Numbers:
    """The log odds of every row once the decisions on `taught` count; `cued` says where a cue fired.

    Both halves of what the cues say, and both kinds of decision, weigh the same: a reviewer who rejects much does not
    teach that the code is rare, and one who only accepts does not teach that it is everywhere. Decided rows are no
    examples of what the cues say: give them log odds of nan.
    """
    ordered = np.argsort(-log_odds, kind="stable")[: int(np.isfinite(log_odds).sum())]
    many = int(cued[ordered].sum())
    surest = min(many, max(FEWEST_SUREST, int(many * SUREST_SHARE)))
    weight = min(CUES_AS_DECISIONS / 2, surest)
    sides = [
        (rows[ordered[:surest]], True, weight),
        (rows[ordered[LEFT_OUT * surest :]], False, weight),
        (taught[np.flatnonzero(good)], True, len(good) / 2),
        (taught[np.flatnonzero(~good)], False, len(good) / 2),
    ]
    sides = [side for side in sides if side[0].shape[0]]
    if len({label for _, label, _ in sides}) < 2:
        return np.zeros(rows.shape[0])
    labels = np.concatenate([np.full(side.shape[0], label) for side, label, _ in sides])
    weights = np.concatenate([np.full(side.shape[0], weight / side.shape[0]) for side, _, weight in sides])
    words = vstack([side for side, _, _ in sides])
    fitted = LogisticRegression(C=FIT_STRENGTH, max_iter=FIT_STEPS).fit(words, labels, weights)
    return np.asarray(fitted.decision_function(rows))


def log_odds_after(
    suggestions: Sequence[Suggestion],
    passages: Sequence[Passage],
    codebook: Codebook,
    code_id: str,
    decided: Iterable[Decided],
) -> Numbers:
    """The log odds of every passage of a document for one code, once these decisions count; without any, the prior."""
    document = _Document(*coded_body(passages), codebook)
    _, rows = document.placed(one for one in suggestions if one.code_id == code_id)
    return _learnt(document.texts, codebook, code_id, rows, tuple((one.text, one.accepted) for one in decided))


def _rescored_code(document: _Document, own: Sequence[Suggestion], code_id: str, taught: Lessons) -> list[Suggestion]:
    placed, rows = document.placed(own)
    odds = _learnt(document.texts, document.codebook, code_id, rows, taught)
    yes = _accepted(taught)
    why = f"learnt from {yes} accepted and {len(taught) - yes} rejected"
    scored = [
        replace(one, score=as_score(odds[row]), reason=f"{one.reason}; {why}")
        for one, (row, _, _) in zip(placed, rows, strict=True)
    ]
    scored += [one for one in own if (one.page, one.start) not in document.row_of]
    family = document.codebook.family_of(code_id)
    if yes < ENOUGH_ACCEPTED or code_id not in {code.id for code, _ in open_codes(document.codebook)}:
        return scored
    taken = {row for row, _, _ in rows}
    free = [row for row, near in enumerate(document.near) if row not in taken and (near or not family.needs_concept)]
    further = []
    for row in most_like(odds, free, MOST_LEARNT, log_odds_of(LEAST_LEARNT)):
        passage, status = document.body[row], status_of(document.texts[row], family)
        further.append(without_cue(passage, code_id, status, odds[row], SuggestedBy.DECISIONS, why))
    return [*scored, *described(further, document.body, document.texts, document.codebook)]


def _accepted(taught: Lessons) -> int:
    return sum(good for _, good in taught)


@lru_cache(maxsize=512)
def _learnt(texts: tuple[str, ...], codebook: Codebook, code_id: str, rows: Rows, taught: Lessons) -> Numbers:
    """The log odds of every passage of a document for one code; kept until somebody decides on that code."""
    known = ground(texts, codebook)
    log_odds = NOTHING_SHARED + LIKENESS * known.likeness[:, known.codes.index(code_id)]
    cued = np.zeros(len(texts), dtype=bool)
    for row, score, has_cue in rows:
        log_odds[row] = log_odds_of(score)
        cued[row] = has_cue
    if not taught:
        return log_odds
    decided = {text for text, _ in taught}
    open_odds = np.where([text in decided for text in texts], np.nan, log_odds)
    seen = known.words.rows(text for text, _ in taught)
    learnt = head(known.rows, open_odds, cued, seen, np.array([good for _, good in taught]))
    return learnt + BESIDE_HEAD * log_odds
