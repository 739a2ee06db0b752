"""Which sentences a person should look at for which code, and what each most likely says of it.

Cues only point: on other texts about systems leadership such patterns were right in 91 % of their hits and found 42 %
of what people coded. Nothing here becomes an extract until a person accepts it.
"""

from collections.abc import Sequence

import numpy as np

from extraction.codebook import Code, Codebook, Family
from extraction.cues import UNCODED, Hit, hits_in, near_concept, plain
from extraction.documents import Suggestion
from extraction.likeness import as_score, ground, most_like, prior
from extraction.statuses import propose_status
from extraction.text_layer import Passage
from identification.vocabulary import CodeStatus, Mark, Role, SuggestedBy

# Passages of a document that are proposed for a code by likeness alone, at most, and the likeness that they need: see
# docs/method.md for what was measured.
MOST_ALIKE = 2
LEAST_LIKENESS = 0.3
CODED_BY_WORDS = (Role.CHARACTERISTICS,)


def suggest_codes(passages: Sequence[Passage], codebook: Codebook) -> list[Suggestion]:
    """The codes that cues suggest for each sentence of one document, in reading order.

    References and running heads are left out; a sentence gets a code at most once, for the first words that fire.
    """
    body = [passage for passage in passages if passage.zone not in UNCODED]
    texts = [plain(passage.text) for passage in body]
    hits = hits_in(body, texts, codebook)
    known = ground(tuple(texts), codebook) if any(hits) else None
    column = {code_id: at for at, code_id in enumerate(known.codes)} if known else {}
    return [
        _suggestion(passage, texts[at], hit, float(known.likeness[at, column[hit.cue.code.id]]))
        for at, passage in enumerate(body)
        for hit in hits[at]
        if known
    ]


def suggest_alike(
    passages: Sequence[Passage], codebook: Codebook, suggested: Sequence[Suggestion]
) -> list[Suggestion]:
    """The few passages without a cue that are most like what the codebook says of a code; `suggested` are left out.

    Codes that stand only beside others, those for what fits nowhere, and characteristics are not proposed so.
    """
    body = [passage for passage in passages if passage.zone not in UNCODED]
    if not body:
        return []
    texts = [plain(passage.text) for passage in body]
    known, near = ground(tuple(texts), codebook), near_concept(body, texts, codebook)
    taken = {(one.page, one.start, one.code_id) for one in suggested}
    found = []
    for code, family in open_codes(codebook):
        scores = known.likeness[:, known.codes.index(code.id)]
        free = [
            at
            for at, passage in enumerate(body)
            if (near[at] or not family.needs_concept) and (passage.page, passage.start, code.id) not in taken
        ]
        for row in most_like(scores, free, MOST_ALIKE, LEAST_LIKENESS):
            odds = float(prior(scores[row], np.zeros(()), np.zeros(())))
            why = f"shares {', '.join(known.shared(row, code))} with the code's rules"
            status = status_of(texts[row], family)
            found.append(without_cue(body[row], code.id, status, odds, SuggestedBy.LIKENESS, why))
    return found


def open_codes(codebook: Codebook) -> list[tuple[Code, Family]]:
    """The codes that may be proposed without a cue, each with its family."""
    return [
        (code, family)
        for family in codebook.families
        if family.role not in CODED_BY_WORDS
        for code in family.codes
        if not code.only_beside and code.marks != Mark.DID_NOT_FIT
    ]


def status_of(text: str, family: Family, start: int = 0, end: int = 0) -> CodeStatus:
    """The proposed status; country, design or sample size are facts of the report, whatever their sentence does."""
    if family.role == Role.CHARACTERISTICS:
        return CodeStatus.AFFIRMED
    return propose_status(text, start, end, normative=family.role in (Role.SKILLS, Role.DEFINITIONS))


def without_cue(
    passage: Passage, code_id: str, status: CodeStatus, log_odds: float, by: SuggestedBy, reason: str
) -> Suggestion:
    """A whole passage proposed for a code although no cue fired in it."""
    return Suggestion(
        document_id=passage.document_id,
        code_id=code_id,
        page=passage.page,
        start=passage.start,
        end=passage.end,
        quote=passage.text,
        cue="",
        status=status,
        score=as_score(log_odds),
        by=by,
        reason=reason,
    )


def in_order(suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """In reading order; of one sentence the likeliest code ahead."""
    return sorted(suggestions, key=lambda one: (one.page, one.start, -one.score, one.code_id))


def _status_at(text: str, hit: Hit) -> CodeStatus:
    """The status at the first words that fire; a stated absence at other words of the code goes before evidence."""
    status = status_of(text, hit.cue.family, hit.start, hit.end)
    if status == CodeStatus.AFFIRMED and hit.further:
        places = [status_of(text, hit.cue.family, start, end) for start, end in hit.further]
        return CodeStatus.ABSENCE_STATED if CodeStatus.ABSENCE_STATED in places else status
    return status


def _suggestion(passage: Passage, text: str, hit: Hit, likeness: float) -> Suggestion:
    words, cues = text[hit.start : hit.end], len(hit.cue.each)
    log_odds = prior(np.array(likeness), np.array(float(hit.fired)), np.array(float(hit.times)))
    return Suggestion(
        document_id=passage.document_id,
        code_id=hit.cue.code.id,
        page=passage.page,
        start=passage.start,
        end=passage.end,
        quote=passage.text,
        cue=words,
        status=_status_at(text, hit),
        score=as_score(float(log_odds)),
        by=SuggestedBy.CUES,
        reason=f"the words \"{words}\" ({hit.fired} of {cues} cues)",
        value="; ".join(hit.values),
    )


