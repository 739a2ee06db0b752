"""What does a sentence say of its code: affirmed, missing research, advice, a question, or who took part?

Frames, written by hand and tried on sentences of one author and on real texts (docs/benchmarks.md); a person decides.
"""

import re
from functools import lru_cache

from extraction.absences import absences_in, frames, places
from identification.vocabulary import CodeStatus

# A question mark at the end, behind closing quotation marks or before "she asked".
QUESTION = re.compile(r"\?[\"')\]]*(?:$|,? (?:\w+ ){0,2}(?:asked|wondered)\b)")
ADVICE = re.compile(
    r"\b(?:recommend(?:s|ed|ing|ations?)?|proposals?|proposed (?:solutions?|measures?|changes?)|(?:are|is|"
    r"were) (?:advised|urged|encouraged) to|"
    r"calls? (?:for (?!papers|proposals)|on )|(?:is|are) (?:warranted|called for)|"
    r"would be (?:valuable|useful|helpful|important) to|"
    r"(?:we|authors?|i|report|review|inquiry) (?:\w+ )?(?:would )?(?:also )?(?:advocates?|encourages?|urges?|advises?|"
    r"emphasi[sz]es? (?:the )?(?:need|value|importance)|propose[sd]?)\b|"
    # what later research is to do; "is needed" alone is said of anything
    r"(?:further|more|additional|future) (?:[\w-]+ ){0,3}(?:research|stud(?:y|ies)|work|trials?|evaluations?)\b"
    r"[^.;]{0,80}\b(?:needed|required|necessary|could|should|would|might|may|must)\b|"
    r"(?:needs?|requires?|deserves?|merits?|awaits?) (?:further|more) (?:research|study|studies|investigation|work)\b|"
    r"(?:it is|there is|thus|hence|therefore)[^.;]{0,12} (?:important|essential|vital|crucial|necessary|imperative) to|"
    r"(?:is|are) (?:necessary|needed) (?:to|in order to)\b|there is an? (?:[\w-]+ )?need (?:for|to)\b|"
    r"an? (?:important|urgent|clear|pressing) need (?:for|to)\b|"
    r"you (?:can|could|may|might|should|must|need to|have to|may want to) )",
    re.IGNORECASE,
)
# "Should" of a report; not what people believe ("they feel they should"), what is merely likely ("it should help"), or
# what a reader is asked to note.
MODAL = re.compile(
    r"\b(?<!which )(?<!the )(?:(?<!feel they )(?<!think they )(?<!felt they )(?<!believe they )should"
    r"(?! (?:aid|help|allow|enable|improve|lead to|not be overlooked|be noted|refer to)\b)|"
    r"must|ought to|needs? to|(?:has|have) to)\b|"
    # an order; behind the mark of a list item too
    r"^[\W_]*(?:(?:always|never|if possible,|specifically|verbally|optionally,?) )?"
    r"(?:adopt|advertise|allow|appoint|ask|avoid|be (?:clear|open|sure|aware|up front|transparent)|build|choose|"
    r"collect|"
    r"commission|consider|create|define|describe|develop|embed|encourage|ensure|establish|explore|extend|give|identify|"
    r"include|increase|introduce|invest in|invite|involve|keep|let|look for|maintain|make|monitor|offer|partner with|"
    r"pay attention|promote|provide|publish|reach|recruit|reduce|remember|require|research and|review|ring-fence|"
    r"set up|"
    r"share|support|take|train|try|use|write)\b"
    r"(?! (?:of|is|was|are|were|has|had|that|in)\b)",
    re.IGNORECASE,
)
SAMPLE = (
    r"(?:participants?|participated|respondents?|interviewees?|informants?|samples?|cohort|panel|arm|volunteers?|"
    r"demographics|(?:focus|study) groups?|"
    r"interviewed|surveyed|recruited|enrolled|took part|taking part|at baseline|"
    r"completed (?:the|an?) (?:[\w-]+, ){0,3}(?:[\w-]+ )?(?:survey|questionnaire|study|trial|interview))"
)
# Who took part, by their roles.
PEOPLE = (
    r"(?:patients?|persons?|people|adults|children|mothers|nurses?|doctors?|physicians|providers|leaders|managers|"
    r"staff|"
    r"employees|students|teachers|residents|members|wom[ae]n|m[ae]n|girls|boys|adolescents)"
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
WHO = "particip|respond|interview|informant|sample|cohort|panel|arm|group|survey|recruit|volunteer|demographic|enrol"
# What describes who took part, each behind letters without which it cannot.
SAMPLES = frames(
    (f"{WHO}|took part|taking part|baseline|completed", rf"{SAMPLE}\b[^;]{{0,60}}\b{MADE_UP}[^;]{{0,40}}\b{QUANTITY}"),
    (
        f"{WHO}|took part|taking part|baseline|completed",
        rf"{QUANTITY}[^;]{{0,60}}\b{SAMPLE}\b[^;]{{0,60}}\b{MADE_UP}|"
        rf"{QUANTITY}[^;]{{0,40}}\b{MADE_UP}[^;]{{0,60}}\b{SAMPLE}\b|{MADE_UP} {QUANTITY} of [^;]{{0,30}}\b{SAMPLE}\b",
    ),
    (
        "sample|recruited|interviews",
        r"we (?:\w+ly )?(?:over-?)?(?:sampled|recruited)\b|interviews were (?:held|conducted) (?:in|with)\b|"
        r"sample lacked\b|purposively sampled\b|samples? (?:\w+ )?consisted\b",
    ),
    ("n =|n=| age", r"n ?= ?\d+\b|(?:mean|median) age\b"),
    (
        "recruited|enrolled|random|entered into|took part|participated",
        rf"{QUANTITY}[^;.]{{0,80}}\b(?:recruited|enrolled|randomi[sz]ed|randomly (?:selected|assigned)|entered into|"
        r"took part|participated)\b",
    ),
    (
        "interview|focus group|survey|questionnaire|responses|data",
        r"(?:interviews?|focus groups?(?: discussions?)?|surveys?|questionnaires?|responses|data)\b[^;.]{0,60} "
        rf"(?:with|of|from) (?:[\w-]+ ){{0,4}}{PEOPLE} (?:at|from|in|across|who)\b",
    ),
    ("interview|focus group", rf"(?:interviews?|focus groups?)\b[^;.]{{0,60}} (?:with|of|from) {QUANTITY} "),
    (
        "aged",
        r"(?:men|women|patients|adults|people) (?:were )?aged? (?:between )?\d+[^;]{0,200}(?:were|was) (?:\w+ )?"
        r"(?:included|randomi[sz]ed|recruited|enrolled|eligible)\b",
    ),
    ("male|men", rf"{QUANTITY} (?:of (?:them|whom) )?(?:were )?(?:male|female|men|women)(?=[.,;)])"),
)
# A sentence without a verb ("5125 female nurses with diabetes."); a row or head of a table of characteristics ("Female
# 54 (63 %)", "n (%)").
SAMPLE_ROW = re.compile(
    rf"^[\d,. ]+(?:[\w-]+ ){{0,3}}{PEOPLE}(?: with [\w ]{{1,40}})?\.?$|"
    r"^[\w /-]{1,40} \d+ ?\(\d[\d.]* ?%?\)|\(%\)",
    re.IGNORECASE,
)
# What compares is a finding, whoever took part.
COMPARES = re.compile(
    r"\bp ?[<=>≤] ?0?[.·]|\b(?:more|less|fewer|higher|lower|greater|rather|longer|shorter|older|younger|better|worse|"
    r"likely) "
    r"(?:[\w-]+ ){0,8}than\b|\b(?:significant|associated with|odds ratio|adjusted|correlated|did not differ)\b",
    re.IGNORECASE,
)
# An aim says what was looked into, and nothing of what was found.
AIM = re.compile(
    r"\b(?:aims?|aimed|purpose|objectives?|goal)\b[^.;]{0,60}\b(?:to|was|were|is|are)\b|"
    r"^(?:objectives?:? |aims?:? |purpose:? )?to (?:determine|assess|explore|examine|investigate|evaluate|compare|"
    r"identify|"
    r"describe|understand|elicit)\b|"
    r"\b(?:this|the (?:present|current)) (?:study|article|paper|research|review|chapter) (?:explore[sd]?|examine[sd]?|"
    r"investigate[sd]?|assesse[sd]|assessed|describes?|aims?|aimed|set out|seeks?|sought)\b|"
    r"\bwe (?:aimed|set out|sought) to\b",
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

# Letters without which a sentence gives no advice.
ADVISED = (
    *(
        "recommend",
        "propos",
        "advis",
        "urge",
        "encourag",
        "advocat",
        "call",
        "warranted",
        "would be",
        "need",
        "require",
    ),
    *(
        "further",
        "more ",
        "additional",
        "future",
        "important",
        "essential",
        "vital",
        "crucial",
        "necessary",
        "imperative",
    ),
    *("value", "merit", "deserve", "await", "you "),
)


def propose_status(text: str, start: int, end: int, *, normative: bool = False) -> CodeStatus:
    """What a sentence most likely says of the code whose cue stands at `start` to `end`; a person decides.

    The first rule that fits, in the order of the second coder's: a question stays one even if it presupposes an
    absence; missing research, unless the cue itself says what is missing; advice; a sample described. With `normative`
    modal verbs are no advice: "leaders should ..." is how a text names a skill or says what a thing is. Without a cue
    (`end` is 0) the whole sentence is looked at.
    """
    if "?" in text and QUESTION.search(text):
        return CodeStatus.QUESTION
    clause, offset = _clause(text, start) if end else (text, 0)
    absence = _absence_at(clause, start - offset, end - offset)
    advice = _advice(text, normative)
    if absence is not None and not (advice and advice.start() < absence + offset):
        return CodeStatus.ABSENCE_STATED
    if advice:
        return CodeStatus.RECOMMENDATION
    return CodeStatus.DESCRIPTIVE if _describes_sample(text) else CodeStatus.AFFIRMED


def states_aim(text: str) -> bool:
    """Whether a sentence says what a report looks into: its words for a code are then no finding."""
    return AIM.search(text) is not None


def _absence_at(clause: str, start: int, end: int) -> int | None:
    """Where a clause says that research is missing; words that begin or end in the cue are the code's own meaning."""
    own = range(start, end)
    return next((begin for begin, after in absences_in(clause) if begin not in own and after - 1 not in own), None)


@lru_cache(maxsize=256)
def _advice(text: str, normative: bool) -> re.Match[str] | None:
    lower = text.lower()
    advice = ADVICE.search(text) if any(one in lower for one in ADVISED) else None
    return advice or (None if normative else MODAL.search(text))


@lru_cache(maxsize=256)
def _describes_sample(text: str) -> bool:
    described = bool(places(SAMPLES, text)) or SAMPLE_ROW.search(text) is not None
    return described and COMPARES.search(text) is None


def _clause(text: str, position: int) -> tuple[str, int]:
    """The part of a sentence, between its turns, in which a position lies, and where it starts."""
    turns = [0, *_turns(text), len(text)]
    start = max(turn for turn in turns if turn <= position)
    return text[start : min((turn for turn in turns if turn > position), default=len(text))], start


@lru_cache(maxsize=256)
def _turns(text: str) -> tuple[int, ...]:
    return tuple(found.end() for found in TURN.finditer(text))
