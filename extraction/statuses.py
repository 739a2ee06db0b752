"""What does a sentence say of its code: affirmed, missing research, advice, a question, or who took part?

Frames, written by hand and tried on sentences of one author and on real texts (docs/benchmarks.md); a person decides.
"""

import re
from functools import lru_cache

from identification.vocabulary import CodeStatus

# What researchers make or look at, and what they do with it. An absence counts only where it governs one of them: lists
# of negations caught 25-28 % of the statements that research is missing, and took "a lack of inclusion felt by
# staff", which is evidence, for one.
RESEARCH = (
    r"(?:research|evidence|stud(?:y|ies)|literature|scholarship|evaluations?|empirical|"
    r"data(?:sets?)?|results|knowledge|"
    r"publications?|theory|scrutiny|attention|analys[ie]s|information|trials?|inquir(?:y|ies)|"
    r"accounts?|sources?|reports?|"
    r"papers?|reviews?|frameworks?|models?|authors?|metrics|figures|corpus|surveys?|questionnaires?|monitoring forms?|"
    r"(?:academic|published|empirical|earlier) work)"
)
# Verbs of research only: staff who "were not considered" or "not asked" are evidence from a workplace.
STUDIED = (
    r"(?:researched|studied|examined|investigated|explored|evaluated|documented|measured|"
    r"analy[sz]ed|published|reported|"
    r"tested|theori[sz]ed|assessed|collected|gathered|recorded|captured|linked)"
)
STUDY = (
    r"(?:research|study|examine|investigate|explore|evaluate|document|measure|analy[sz]e|report|assess|collect|gather|"
    r"record|capture)"
)
MENTION = r"(?:mention|consider|discuss|address|cover|comment on|figure in|feature in|appear in|take account of)"
ABSENCES = (
    # "no published research"; but "no evidence that", "no evidence of an effect" are null findings, which are evidence
    r"(?:no|little|few|scant|scarce|sparse|limited|insufficient|hardly any|not enough|without any) "
    rf"(?:[\w-]+ ){{0,3}}{RESEARCH}\b(?! (?:that|of (?:an? )?(?:difference|effect|association|link))\b)",
    r"(?:lack|absence|dearth|paucity|scarcity|shortage|gaps?|silence) (?:of|in|from|on) "
    rf"(?:[\w-]+ ){{0,4}}{RESEARCH}\b",
    rf"{RESEARCH}\b[^,;]{{0,80}}\b(?:is|are|was|were|remains?|been) (?:\w+ ){{0,2}}(?:lacking|scarce|sparse|thin|"
    r"silent|missing|absent|unavailable|non-?existent|wanting|limited|confined|not available|in short supply)\b",
    rf"{RESEARCH}\b[^,;]{{0,60}}\b(?:lack(?:s|ed)?|neglect\w*|overlook\w*|ignore[sd]?|omit\w*|leaves? out|skirt\w*|"
    r"says? nothing|said nothing|seldom \w+|rarely \w+|hardly \w+|never \w+)\b",
    rf"{RESEARCH}\b[^,;]{{0,120}}\b(?:does|do|did)(?: not|n't) (?:\w+ )?(?:exist|{STUDY}|{MENTION})\b",
    rf"(?:is|are|was|were|been) not (?:\w+ )?(?:mention|consider|discuss|address|cover)ed (?:in|by) "
    rf"(?:[\w-]+ ){{0,5}}{RESEARCH}\b",
    r"(?:un|under|little|poorly|rarely|seldom|barely|never|not(?: yet)?)[- ]?(?:been )?"
    rf"(?:{STUDIED}|known|understood|written about)\b",
    rf"(?:little|nothing|not much|less) (?:is|was|has been|have been) (?:\w+ )?(?:{STUDIED}|known|written|said)\b",
    rf"(?:nobody|no one|none) (?:has |have |had )?(?:\w+ )?{STUDIED}\b|no attempt to {STUDY}\b",
    rf"(?:never|not|yet|still)\b[^;]{{0,40}}\b(?:be|been) {STUDIED}\b|neither\b[^;]{{0,120}}\b(?:was|were) {STUDIED}\b",
    r"(?:do|does|did)(?: not|n't) (?:figure|feature|appear) (?:in|anywhere)\b|"
    rf"(?:we|they|authors?|surveys?) (?:did|do|could|can)(?: not|n't) {STUDY}\b",
    rf"(?:missing|absent|excluded|omitted|left out) from (?:[\w-]+ ){{0,6}}{RESEARCH}\b",
    r"(?:find|found|located|identified|returned|yielded)\b[^;]{0,20}\b(?:no|none|nothing)\b",
    r"(?:it is|it remains|remains?) (?:\w+ )?(?:unclear|unknown)\b|(?:unmentioned|next to nothing)\b",
    r"impossible to (?:say|tell|know|judge) (?:anything|more|much|how|if|what|where|whether|which|who)\b",
    # what reviewers fill in, and what they search
    r"(?:cells?|columns?|rows?|sheets?|tables?|maps?|fields?|boxes)\b[^,;]{0,40}\b"
    r"(?:is|are|was|were|stay\w*|remain\w*|left) (?:\w+ )?(?:blank|empty)\b",
    r"(?:elude[sd]?|escape[sd]?) (?:[\w-]+ ){0,3}(?:search\w*|databases?)\b",
    r"(?:appears?|is|are|was|were) nowhere\b|conspicuous by (?:its|their) absence\b",
)
ABSENCE = re.compile(rf"\b(?:{'|'.join(ABSENCES)})", re.IGNORECASE)
# A question mark at the end, behind closing quotation marks or before "she asked".
QUESTION = re.compile(r"\?[\"')\]]*(?:$|,? (?:\w+ ){0,2}(?:asked|wondered)\b)")
ADVICE = re.compile(
    r"\b(?:recommend(?:s|ed|ing|ations?)?|proposals?|(?:are|is|were) (?:advised|urged|encouraged) to|calls? (?:for|on)|"
    r"(?:is|are) (?:warranted|called for)|would be (?:valuable|useful|helpful|important) to)\b",
    re.IGNORECASE,
)
MODAL = re.compile(
    r"\b(?<!which )(?<!the )(?:should|must|ought to|needs? to|(?:has|have) to)\b|"
    r"^(?:adopt|appoint|ask|build|collect|commission|consider|create|develop|embed|ensure|explore|"
    r"extend|give|introduce|"
    r"invest in|involve|make sure|monitor|offer|provide|publish|require|review|ring-fence|set up|support)\b"
    r"(?! (?:of|is|was|are|were|has|had)\b)",
    re.IGNORECASE,
)
SAMPLE = (
    r"(?:participants?|respondents?|interviewees?|informants?|sample|cohort|panel|arm|(?:focus|study) groups?|"
    r"interviewed|surveyed|recruited|took part|taking part|at baseline|completed the (?:survey|questionnaire))"
)
QUANTITY = (
    r"(?:\d[\d.,]*%?|per cent|half|thirds?|quarters?|fifths?|tenths?|majority|most|all but one|equal numbers?|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?)"
    r"(?!\w)"
)
MADE_UP = (
    r"(?:was|were|are|is|had been|made up|comprised|included|consisted of|identified (?:as|themselves)|described "
    r"(?:themselves|himself|herself)|declared|self-reported|aged|of wh(?:om|ich)|lacked)\b"
)
SAMPLE_DESCRIBED = re.compile(
    rf"\b(?:{QUANTITY}[^;]{{0,60}}\b{SAMPLE}\b[^;]{{0,60}}\b{MADE_UP}|"
    rf"{SAMPLE}\b[^;]{{0,60}}\b{MADE_UP}[^;]{{0,40}}\b{QUANTITY}|"
    rf"{QUANTITY}[^;]{{0,40}}\b{MADE_UP}[^;]{{0,60}}\b{SAMPLE}\b|{MADE_UP} {QUANTITY} of [^;]{{0,30}}\b{SAMPLE}\b|"
    r"we (?:\w+ly )?(?:over-?)?(?:sampled|recruited)|interviews were (?:held|conducted) (?:in|with)|sample lacked|"
    r"n ?= ?\d+|(?:mean|median) age)\b|"
    # a row or head of a table of characteristics: "Female 54 (63 %)", "n (%)"
    r"^[\w /-]{1,40} \d+ ?\(\d[\d.]* ?%?\)|\(%\)",
    re.IGNORECASE,
)
# Where a sentence turns, what is missing on one side says nothing of the other; unless the other side takes it up again
# ("... yet nobody has linked them").
TURN = re.compile(
    r"(?:;|,? \b(?:but|whereas|however|nevertheless)\b,?|, (?:yet|though)\b)(?![^;]*\b(?:them|it)\b)"
    r"(?! (?:lack|omit|do|is|are|was|were|has|have|had|never|not)\w*\b)|"
    r"^(?:although|though|while|whereas|despite)\b[^,;]*,",
    re.IGNORECASE,
)


def propose_status(text: str, start: int, end: int, *, normative: bool = False) -> CodeStatus:
    """What a sentence most likely says of the code whose cue stands at `start` to `end`; a person decides.

    The first rule that fits, in the order of the second coder's: a question stays one even if it presupposes an
    absence; missing research, unless the cue itself says what is missing; advice; a sample described. With `normative`
    modal verbs are no advice: "leaders should ..." is how a text names a skill or says what a thing is.
    """
    if QUESTION.search(text):
        return CodeStatus.QUESTION
    clause, offset = _clause(text, start)
    absence = _absence_at(clause, start - offset, end - offset)
    advice = ADVICE.search(text) or (None if normative else MODAL.search(text))
    if absence is not None and not (advice and advice.start() < absence + offset):
        return CodeStatus.ABSENCE_STATED
    if advice:
        return CodeStatus.RECOMMENDATION
    return CodeStatus.DESCRIPTIVE if SAMPLE_DESCRIBED.search(text) else CodeStatus.AFFIRMED


def _absence_at(clause: str, start: int, end: int) -> int | None:
    """Where a clause says that research is missing; words that begin or end in the cue are the code's own meaning."""
    own = range(start, end)
    return next((begin for begin, after in _absences(clause) if begin not in own and after - 1 not in own), None)


@lru_cache(maxsize=256)
def _absences(clause: str) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in ABSENCE.finditer(clause))


def _clause(text: str, position: int) -> tuple[str, int]:
    """The part of a sentence, between its turns, in which a position lies, and where it starts."""
    turns = [0, *(found.end() for found in TURN.finditer(text)), len(text)]
    start = max(turn for turn in turns if turn <= position)
    return text[start : min((turn for turn in turns if turn > position), default=len(text))], start
