"""Which sentences a person should look at for which code, and what each most likely says of it.

Cues only point: on other texts about systems leadership such patterns were right in 91 % of their hits and found 42 %
of what people coded. Nothing here becomes an extract until a person accepts it.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extraction.codebook import Code, Codebook, Family
from extraction.cues import UNCODED, Hit, hits_in, near_concept, plain
from extraction.documents import Suggestion
from extraction.facts import states, value_of
from extraction.likeness import as_score, ground, log_odds_of, most_like, prior
from extraction.quotations import attributions, function_of, perspective_of
from extraction.statuses import propose_status, states_aim
from extraction.text_layer import Passage
from identification.vocabulary import Attribution, CodeStatus, Field, Mark, Role, Section, SuggestedBy

# Where no cue of a code fires in a document, the passages proposed for it by likeness alone, at most, and the likeness
# that they need. Few are right (docs/method.md): they draw an eye to where the cues are silent, and no more.
MOST_ALIKE = 1
LEAST_LIKENESS = 0.3
OF_DATA = (Section.ABSTRACT, Section.METHODS)


# An aim is seldom coded (of 25 in further texts none), and what is cited is no characteristic of the report: log odds.
AN_AIM = -2
CITED = -2
# Words on the report's own data in its abstract or methods.
OWN_DATA = 1


def suggestions_of(passages: Sequence[Passage], codebook: Codebook) -> list[Suggestion]:
    """Everything that is proposed for one document before anybody decided, in reading order.

    By cues, by the rules for facts, and of each code the few passages that are most like its rules.
    """
    by_cues = suggest_codes(passages, codebook)
    found = [*by_cues, *suggest_facts(passages, codebook, by_cues)]
    return in_order([*found, *suggest_alike(passages, codebook, found)])


def suggest_codes(passages: Sequence[Passage], codebook: Codebook) -> list[Suggestion]:
    """The codes that cues suggest for each sentence of one document, in reading order.

    References and running heads are left out; a sentence gets a code at most once, for the first words that fire.
    """
    body, texts = coded_body(passages)
    hits = hits_in(body, texts, codebook)
    if not any(hits):
        return []
    known = ground(texts, codebook)
    column = {code_id: at for at, code_id in enumerate(known.codes)}
    found = []
    for at, passage in enumerate(body):
        for hit in hits[at]:
            likeness = float(known.likeness[at, column[hit.cue.code.id]])
            found.append(_suggestion(passage, texts[at], hit, likeness))
    return described(found, body, texts, codebook)


def suggest_facts(passages: Sequence[Passage], codebook: Codebook, suggested: Sequence[Suggestion]) -> list[Suggestion]:
    """Characteristics whose value a sentence on the data gives although no cue fires in it."""
    body, texts = coded_body(passages)
    taken = {(one.page, one.start, one.code_id) for one in suggested}
    codes = [code for family in codebook.families_with(Role.CHARACTERISTICS) for code in family.codes if code.fact]
    found = []
    for passage, text in zip(body, texts, strict=True):
        for code in codes:
            if (passage.page, passage.start, code.id) not in taken and states(code, text):
                value = value_of(code, text, None)
                why = f"a sentence on the data names {value}"
                one = without_cue(passage, code.id, CodeStatus.AFFIRMED, 0.0, SuggestedBy.FACT_RULE, why)
                found.append(replace(one, value=value))
    return described(found, body, texts, codebook)


def coded_body(passages: Sequence[Passage]) -> tuple[tuple[Passage, ...], tuple[str, ...]]:
    """The passages that may be coded, and their plain texts."""
    body = tuple(passage for passage in passages if passage.zone not in UNCODED)
    return body, tuple(plain(passage.text) for passage in body)


def suggest_alike(passages: Sequence[Passage], codebook: Codebook, suggested: Sequence[Suggestion]) -> list[Suggestion]:
    """For each code that `suggested` does not have, the passage that is most like its rules, if any is like them.

    Codes that stand only beside others, those for what fits nowhere, and characteristics are not proposed so.
    """
    body, texts = coded_body(passages)
    if not body:
        return []
    known, near = ground(texts, codebook), near_concept(body, texts, codebook)
    taken = {one.code_id for one in suggested}
    found = []
    for code, family in open_codes(codebook):
        scores = known.likeness[:, known.codes.index(code.id)]
        rows = [row for row in range(len(body)) if near[row] or not family.needs_concept]
        for row in most_like(scores, rows if code.id not in taken else [], MOST_ALIKE, LEAST_LIKENESS):
            odds = float(prior(scores[row], np.zeros(()), np.zeros(())))
            why = f"shares {', '.join(known.shared(row, code))} with the code's rules"
            status = status_of(texts[row], family)
            found.append(without_cue(body[row], code.id, status, odds, SuggestedBy.LIKENESS, why))
    return described(found, body, texts, codebook)


def open_codes(codebook: Codebook) -> list[tuple[Code, Family]]:
    """The codes that may be proposed without a cue, each with its family."""
    return [
        (code, family)
        for family in codebook.families
        if family.role != Role.CHARACTERISTICS
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


def described(
    suggestions: Sequence[Suggestion], body: Sequence[Passage], texts: Sequence[str], codebook: Codebook
) -> list[Suggestion]:
    """The suggestions with whose statement each is, and with the fields that their families ask for.

    What states an aim, and a characteristic taken from elsewhere, score less; a characteristic in the abstract or the
    methods more.
    """
    row_of = {(passage.page, passage.start): row for row, passage in enumerate(body)}
    said = attributions(texts, {row_of[one.page, one.start] for one in suggestions})
    found = []
    for one in suggestions:
        row, family = row_of[one.page, one.start], codebook.family_of(one.code_id)
        is_fact = family.role == Role.CHARACTERISTICS
        odds = log_odds_of(one.score) + AN_AIM * (states_aim(texts[row]) and not is_fact)
        odds += is_fact * (
            CITED * (said[row].attribution == Attribution.QUOTED) + OWN_DATA * (body[row].section in OF_DATA)
        )
        start = max(texts[row].find(one.cue), 0)
        found.append(
            replace(
                one,
                score=as_score(odds),
                attribution=said[row].attribution,
                origin=said[row].origin if Field.ORIGIN in family.asks else "",
                perspective=perspective_of(texts[row], start, start + len(one.cue))
                if Field.PERSPECTIVE in family.asks
                else None,
                function=function_of(texts[row], one.status) if Field.FUNCTION in family.asks else None,
            )
        )
    return found


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
        reason=f'the words "{words}" ({hit.fired} of {cues} cues)',
        value=value_of(hit.cue.code, text, hit) if hit.cue.family.role == Role.CHARACTERISTICS else "",
    )
