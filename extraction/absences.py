"""Does a clause say that research is missing? Frames in which an absence governs research, evidence or their verbs."""

import re
from functools import lru_cache

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
Frames = tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]


def frames(*pairs: tuple[str, str]) -> Frames:
    """Patterns from the start of a word on, each with the letters (parted by |) without which it cannot fit."""
    return tuple((tuple(letters.split("|")), re.compile(rf"\b(?:{frame})", re.IGNORECASE)) for letters, frame in pairs)


def places(looked_for: Frames, text: str) -> tuple[tuple[int, int], ...]:
    """Where the frames fit, from the first place on. To look for letters first takes a hundredth of the time."""
    lower = f" {text.lower()} "
    patterns = [pattern for letters, pattern in looked_for if any(one in lower for one in letters)]
    return tuple(sorted(found.span() for pattern in patterns for found in pattern.finditer(text)))


# What states an absence.
ABSENCES = frames(
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
        "lacking|scant|scarce|sparse|thin|silent|missing|absent|unavailable|exist|wanting|limited|confined|not avail|"
        "supply",
        rf"{RESEARCH}\b[^,;]{{0,80}}\b(?:is|are|was|were|remains?|been) (?:\w+ ){{0,2}}(?:lacking|scant|scarce|"
        rf"sparse|thin|"
        r"silent|missing|absent|unavailable|non-?existent|wanting|limited|confined|not available|in short supply)\b",
    ),
    (
        "lack|neglect|overlook|ignore|omit|leave|skirt|says nothing|say nothing|said nothing|seldom|rarely|hardly|"
        "never",
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
        r"(?!unpublished)(?:un|under|little|poorly|rarely|seldom|barely|never|not(?: yet| sufficiently| well|"
        r" fully)?)[- ]?"
        r"(?:been )?"
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


@lru_cache(maxsize=256)
def absences_in(clause: str) -> tuple[tuple[int, int], ...]:
    """The places of all frames of missing research that a clause has, from the first on."""
    return places(ABSENCES, clause)
