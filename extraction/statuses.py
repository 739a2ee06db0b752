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
# What states an absence, and letters without which it cannot: looking for these takes a hundredth of the time.
FRAMES: tuple[tuple[str, str], ...] = (
    # "no published research"; but "no evidence that", "no evidence of an effect" are null findings, which are evidence
    (
        "no |little|few|scant|scarce|sparse|limited|insufficient|hardly|not enough|without",
        r"(?:no|little|few|scant|scarce|sparse|limited|insufficient|hardly any|not enough|without any) "
        rf"(?:[\w-]+ ){{0,3}}{RESEARCH}\b(?! (?:that|of (?:an? )?(?:difference|effect|association|link))\b)",
    ),
    (
        "lack|absence|dearth|paucity|scarcity|shortage|gap|silence",
        r"(?:lack|absence|dearth|paucity|scarcity|shortage|gaps?|silence) (?:of|in|from|on) "
        rf"(?:[\w-]+ ){{0,4}}{RESEARCH}\b",
    ),
    (
        "lacking|scarce|sparse|thin|silent|missing|absent|unavailable|exist|wanting|limited|confined|not avail|supply",
        rf"{RESEARCH}\b[^,;]{{0,80}}\b(?:is|are|was|were|remains?|been) (?:\w+ ){{0,2}}(?:lacking|scarce|sparse|thin|"
        r"silent|missing|absent|unavailable|non-?existent|wanting|limited|confined|not available|in short supply)\b",
    ),
    (
        "lack|neglect|overlook|ignore|omit|leave|skirt|says nothing|say nothing|said nothing|seldom|rarely|hardly|never",
        rf"{RESEARCH}\b[^,;]{{0,60}}\b(?:lack(?:s|ed)?|neglect\w*|overlook\w*|ignore[sd]?|omit\w*|leaves? out|skirt\w*|"
        r"says? nothing|said nothing|seldom \w+|rarely \w+|hardly \w+|never \w+)\b",
    ),
    (
        " not |n't",
        rf"{RESEARCH}\b[^,;]{{0,120}}\b(?:does|do|did)(?: not|n't) (?:\w+ )?(?:exist|{STUDY}|{MENTION})\b",
    ),
    (
        " not ",
        rf"(?:is|are|was|were|been) not (?:\w+ )?(?:mention|consider|discuss|address|cover)ed (?:in|by) "
        rf"(?:[\w-]+ ){{0,5}}{RESEARCH}\b",
    ),
    (
        "un|little|poorly|rarely|seldom|barely|never|not",
        r"(?!unpublished)(?:un|under|little|poorly|rarely|seldom|barely|never|not(?: yet)?)[- ]?(?:been )?"
        rf"(?:{STUDIED}|known|understood|written about)\b",
    ),
    (
        "little|nothing|not much|less",
        rf"(?:little|nothing|not much|less) (?:is|was|has been|have been) (?:\w+ )?(?:{STUDIED}|known|written|said)\b",
    ),
    (
        "nobody|no one|none|no attempt",
        rf"(?:nobody|no one|none) (?:has |have |had )?(?:\w+ )?{STUDIED}\b|no attempt to {STUDY}\b",
    ),
    (
        "never|not|yet|still|neither",
        rf"(?:never|not|yet|still)\b[^;]{{0,40}}\b(?:be|been) {STUDIED}\b|"
        rf"neither\b[^;]{{0,120}}\b(?:was|were) {STUDIED}\b",
    ),
    (
        " not |n't",
        r"(?:do|does|did)(?: not|n't) (?:figure|feature|appear) (?:in|anywhere)\b|"
        rf"(?:we|they|authors?|surveys?) (?:did|do|could|can)(?: not|n't) {STUDY}\b",
    ),
    (
        "missing from|absent from|excluded from|omitted from|left out from",
        rf"(?:missing|absent|excluded|omitted|left out) from (?:[\w-]+ ){{0,6}}{RESEARCH}\b",
    ),
    (
        " no| none",
        r"(?:find|found|located|identified|returned|yielded)\b[^;]{0,20}\b(?:no|none|nothing)\b",
    ),
    (
        "unclear|unknown|unmentioned|next to nothing",
        r"(?:it is|it remains|remains?) (?:\w+ )?(?:unclear|unknown)\b|(?:unmentioned|next to nothing)\b",
    ),
    (
        "impossible",
        r"impossible to (?:say|tell|know|judge) (?:anything|more|much|how|if|what|where|whether|which|who)\b",
    ),
    # what reviewers fill in, and what they search
    (
        "blank|empty",
        r"(?:cells?|columns?|rows?|sheets?|tables?|maps?|fields?|boxes)\b[^,;]{0,40}\b"
        r"(?:is|are|was|were|stay\w*|remain\w*|left) (?:\w+ )?(?:blank|empty)\b",
    ),
    ("gap", r"(?:literature|research|evidence|knowledge) gaps? (?:exists?|remains?|persists?)\b"),
    ("elude|escape", r"(?:elude[sd]?|escape[sd]?) (?:[\w-]+ ){0,3}(?:search\w*|databases?)\b"),
    ("nowhere|conspicuous", r"(?:appears?|is|are|was|were) nowhere\b|conspicuous by (?:its|their) absence\b"),
)
ABSENCES = tuple(
    (tuple(letters.split("|")), re.compile(rf"\b(?:{frame})", re.IGNORECASE)) for letters, frame in FRAMES
)
# A question mark at the end, behind closing quotation marks or before "she asked".
QUESTION = re.compile(r"\?[\"')\]]*(?:$|,? (?:\w+ ){0,2}(?:asked|wondered)\b)")
ADVICE = re.compile(
    r"\b(?:recommend(?:s|ed|ing|ations?)?|proposals?|proposed (?:solutions?|measures?|changes?)|(?:are|is|were) (?:advised|urged|encouraged) to|"
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
    r"(?:adopt|advertise|allow|appoint|ask|avoid|be (?:clear|open|sure|aware|up front|transparent)|build|choose|collect|"
    r"commission|consider|create|define|describe|develop|embed|encourage|ensure|establish|explore|extend|give|identify|"
    r"include|increase|introduce|invest in|invite|involve|keep|let|look for|maintain|make|monitor|offer|partner with|"
    r"pay attention|promote|provide|publish|reach|recruit|reduce|remember|require|research and|review|ring-fence|set up|"
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
    r"(?:patients?|persons?|people|adults|children|mothers|nurses?|doctors?|physicians|providers|leaders|managers|staff|"
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
SAMPLE_DESCRIBED = re.compile(
    rf"\b(?:{QUANTITY}[^;]{{0,60}}\b{SAMPLE}\b[^;]{{0,60}}\b{MADE_UP}|"
    rf"{SAMPLE}\b[^;]{{0,60}}\b{MADE_UP}[^;]{{0,40}}\b{QUANTITY}|"
    rf"{QUANTITY}[^;]{{0,40}}\b{MADE_UP}[^;]{{0,60}}\b{SAMPLE}\b|{MADE_UP} {QUANTITY} of [^;]{{0,30}}\b{SAMPLE}\b|"
    r"we (?:\w+ly )?(?:over-?)?(?:sampled|recruited)|interviews were (?:held|conducted) (?:in|with)|sample lacked|"
    r"n ?= ?\d+|(?:mean|median) age|purposively sampled|samples? (?:\w+ )?consisted|"
    rf"{QUANTITY}[^;.]{{0,80}}\b(?:recruited|enrolled|randomi[sz]ed|randomly (?:selected|assigned)|entered into|took part|"
    r"participated)|"
    r"(?:interviews?|focus groups?(?: discussions?)?|surveys?|questionnaires?|responses|data)\b[^;.]{0,60} "
    rf"(?:with|of|from) (?:[\w-]+ ){{0,4}}{PEOPLE} (?:at|from|in|across|who)\b|"
    rf"(?:interviews?|focus groups?)\b[^;.]{{0,60}} (?:with|of|from) {QUANTITY} |"
    rf"(?:men|women|patients|adults|people) (?:were )?aged? (?:between )?\d+[^;]{{0,200}}(?:were|was) (?:\w+ )?(?:included|"
    r"randomi[sz]ed|recruited|enrolled|eligible)|"
    rf"{QUANTITY} (?:of (?:them|whom) )?(?:were )?(?:male|female|men|women)(?=[.,;)]))\b|"
    # a sentence without a verb: "5125 female nurses with diabetes."
    rf"^[\d,. ]+(?:[\w-]+ ){{0,3}}{PEOPLE}(?: with [\w ]{{1,40}})?\.?$|"
    # a row or head of a table of characteristics: "Female 54 (63 %)", "n (%)"
    r"^[\w /-]{1,40} \d+ ?\(\d[\d.]* ?%?\)|\(%\)",
    re.IGNORECASE,
)
# What compares is a finding, whoever took part.
COMPARES = re.compile(
    r"\bp ?[<=>≤] ?0?[.·]|\b(?:more|less|fewer|higher|lower|greater|rather|longer|shorter|older|younger|better|worse|likely) "
    r"(?:[\w-]+ ){0,8}than\b|\b(?:significant|associated with|odds ratio|adjusted|correlated|did not differ)\b",
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

# Likewise, of advice and of a sample described.
ADVISED = (
    *("recommend", "propos", "advis", "urge", "encourag", "advocat", "call", "warranted", "would be", "need", "require"),
    *("further", "more ", "additional", "future", "important", "essential", "vital", "crucial", "necessary", "imperative"),
    *("value", "merit", "deserve", "await", "you "),
)
SAMPLED = (
    *("particip", "respond", "interview", "inform", "sampl", "cohort", "panel", "arm", "group", "survey", "recruit"),
    *("took part", "taking part", "baseline", "completed", "n =", "n=", "n= ", "mean age", "median age", "%", "("),
    *("volunteer", "demographic", "enrol", "random", "entered", "data", "response", "questionnaire", "aged", "male", "men"),
    *("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
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


def _absence_at(clause: str, start: int, end: int) -> int | None:
    """Where a clause says that research is missing; words that begin or end in the cue are the code's own meaning."""
    own = range(start, end)
    return next((begin for begin, after in _absences(clause) if begin not in own and after - 1 not in own), None)


@lru_cache(maxsize=256)
def _absences(clause: str) -> tuple[tuple[int, int], ...]:
    """The places of all frames that a clause has, from the first on."""
    lower = f" {clause.lower()} "
    looked = [pattern for letters, pattern in ABSENCES if any(one in lower for one in letters)]
    return tuple(sorted(found.span() for pattern in looked for found in pattern.finditer(clause)))


@lru_cache(maxsize=256)
def _advice(text: str, normative: bool) -> re.Match[str] | None:
    lower = text.lower()
    advice = ADVICE.search(text) if any(one in lower for one in ADVISED) else None
    return advice or (None if normative else MODAL.search(text))


@lru_cache(maxsize=256)
def _describes_sample(text: str) -> bool:
    lower = text.lower()
    if not any(one in lower for one in SAMPLED) or SAMPLE_DESCRIBED.search(text) is None:
        return False
    return COMPARES.search(text) is None


def _clause(text: str, position: int) -> tuple[str, int]:
    """The part of a sentence, between its turns, in which a position lies, and where it starts."""
    turns = [0, *_turns(text), len(text)]
    start = max(turn for turn in turns if turn <= position)
    return text[start : min((turn for turn in turns if turn > position), default=len(text))], start


@lru_cache(maxsize=256)
def _turns(text: str) -> tuple[int, ...]:
    return tuple(found.end() for found in TURN.finditer(text))
