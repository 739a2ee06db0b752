"""Whose words is a passage, and about whom? Quoted, a participant's or the report's own; of staff, leaders, patients.

Proposals from the words around a statement. What is quoted counts with the study that it comes from, so a person looks
at each of them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from identification.vocabulary import Attribution, CodeStatus, Function, Perspective

# A word at the head of a sentence is no name.
NOT_NAMES = (
    r"(?!(?:In|The|As|By|For|See|And|But|Like|While|Whilst|However|Although|According|Similarly|Further|Furthermore|"
    r"From|"
    r"This|These|Those|It|Its|Our|We|They|Their|With|Within|When|Where|Since|Both|Also|Finally|Figure|Table|Section|"
    r"Others|Others,|Of|On|At|To|Because|Despite|Thus|Hence|Recently|Later|Earlier)\b)"
)
NAME = NOT_NAMES + r"(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Ll]a|[Ll]e|[Mm]a?c|O['’])[ -]?){0,2}[A-Z][\w'’-]+"
YEAR = r"(?:1[89]|20)\d\d[a-z]?"
AUTHORS = (
    rf"{NAME}(?: {NAME})?(?:,? (?:[A-Z]\.? ?){{0,3}}(?:(?:and|&) (?:colleagues|others|{NAME}(?: {NAME})?)|et al\.?))?"
)
# "(Timmins, 2015)", "(see Hartley and Benington 2010; West 2014)"
IN_BRACKETS = re.compile(rf"\((?:see |e\.g\.,? |cf\.? )?(?P<who>{AUTHORS}),? (?:\w+, )?(?P<year>{YEAR})\b")
# "Timmins (2015) argues", "Hartley and Benington (2010)"
BEFORE_YEAR = re.compile(rf"(?P<who>{AUTHORS}),? \((?P<year>{YEAR})\b")
# "[16]", "[1, 3-5]"
NUMBERED = re.compile(r"\[(?P<who>\d{1,3}(?:[,–-] ?\d{1,3})*)\]")
SAYING = (
    r"(?:argues?|argued|suggests?|suggested|finds?|found|states?|stated|notes?|noted|claims?|claimed|reports?|reported|"
    r"shows?|showed|shown|concludes?|concluded|describes?|described|identif(?:y|ies|ied)|observes?|observed|writes?|"
    r"wrote|proposes?|proposed|explains?|explained|defines?|defined|summari[sz]e[sd]?|estimate[sd]?|researched|"
    r"investigated|explored|compared|completed a review|did a study|undertook a study|did (?:one|some) of)"
)
# "She said: “Nobody waits."
OPENS_SPEECH = re.compile(r":\s*[\"“]")
SAYS = re.compile(rf"\b{SAYING}\b")
# "a study by Jelle Prins and colleagues", "according to the Care Quality Commission"
BY_SOMEBODY = re.compile(
    r"\b(?:stud(?:y|ies)|review|report|survey|research|work|paper|analysis|book)\b[^.;()]{0,40}? by "
    rf"(?:[A-Za-z-]+ (?:academic|researcher|psychologist|author)s? )?(?P<who>(?:the )?{NAME}(?: {NAME})?)\b|"
    rf"\b[Aa]ccording to (?P<says>(?:the )?{NAME}(?: (?:and |of |for |the )?{NAME}){{0,4}})|"
    rf"(?:^|, |that |psychologist |researchers? |academic |professor )(?P<names>{NAME}(?: {NAME})?(?:(?:,| and|"
    rf" &) {NAME}"
    rf"(?: {NAME})?| and (?:(?:her|his|their) )?colleagues))(?: from [^.;]{{3,80}}?)? (?:has |"
    rf"have )?(?:\w+ly )?{SAYING}\b|"
    rf"(?:^|, |that )(?P<one>{NAME} {NAME}) from [^.;]{{3,80}}? (?:has |have )?(?:\w+ly )?{SAYING}\b"
)
# "earlier research has shown", "the literature argues"
ELSEWHERE = re.compile(
    r"\b(?:previous|earlier|prior|other|past|existing|several|many|some|recent) (?:\w+ )?(?:research|studies|work|"
    r"authors|"
    rf"reviews?|reports?|literature)\b[^.;]{{0,80}}\b{SAYING}\b|\b(?:the|"
    rf"this) (?:\w+ )?literature\b[^.;]{{0,40}}\b{SAYING}\b",
    re.IGNORECASE,
)
# What a report says of itself, whomever it cites beside that.
OWN = re.compile(
    r"\b(?:we|our|this|the present|the current) (?:\w+ ){0,2}(?:study|studies|research|findings?|results?|data|"
    r"analys[ie]s|"
    r"survey|interviews?|review|article|paper|report)\b|\bwe (?:\w+ )?(?:found|find|show|observed?|identified|saw|"
    r"measured|"
    r"used|adapted|would)\b|\b(?:this|which) (?:could|might|may) (?:be|explain)|(?:was|were) (?:\w+ )?(?:performed|"
    r"used to)\b|"
    r"\b(?:in line|consistent|agrees?) with\b|\bsimilarly to\b|\bas in (?:earlier|previous)\b",
    re.IGNORECASE,
)
SPEAKERS = (
    r"(?:participants?|interviewees?|respondents?|informants?|(?:focus )?groups?|(?:chief )?executives?|directors?|"
    r"managers?|leaders?|chairs?|nurses?|doctors?|gps?|clinicians?|consultants?|patients?|carers?|members?|officers?|"
    r"teachers?|one|another|p\d{1,3}|int(?:erview)? ?\d{1,3})"
)
SPOKEN = re.compile(
    rf"\b(?:as )?(?:one|another|an?|the|some|several|many|most) (?:[\w-]+ ){{0,3}}{SPEAKERS} (?:\w+ )?(?:put it|said|"
    rf"told|"
    r"explained|commented|recalled|reflected|described|remarked|noted|added|observed|stated)\b|"
    r"\b(?:participants?|interviewees?|respondents?|informants?) (?:\w+ )?(?:put it|said|told|explained|commented|felt|"
    r"described|recalled|reflected|spoke|talked)\b|"
    r"[\"”’'] ?[\[(](?:[\w /-]+, )?(?:participant|interviewee|respondent|informant|focus group|"
    r"(?:p|fg|int|interview) ?#?(?=\d))|"
    r"^[\[(](?:[\w /-]+, )?(?:participant|interviewee|respondent|informant|focus group|(?:p|fg|int|"
    r"interview) ?#?(?=\d))[^)\]]*[)\]]$",
    re.IGNORECASE,
)
OPENS, CLOSES = "“«", "”»"
QUOTED = re.compile(r"“[^”]{20,}|\"[^\"]{20,}\"|«[^»]{20,}")
LONGEST_QUOTATION = 12


@dataclass(frozen=True)
class Said:
    """Whose statement a passage is, and the source that it is taken from where the words name one."""

    attribution: Attribution
    origin: str = ""


def attributions(texts: Sequence[str], rows: Iterable[int]) -> dict[int, Said]:
    """For these sentences of a document, whose statement each is.

    A quotation that runs over several sentences is one: what stands open goes on, for a dozen sentences at most (a
    quotation mark that is lost would else claim the rest of the document), and the source or speaker named at its
    beginning or right behind it is that of each.
    """
    began_at = _open_quotations(texts)
    return {row: _within(texts, began_at[row], row) if row in began_at else said_in(texts[row]) for row in rows}


def said_in(text: str) -> Said:
    """Whose statement one sentence is, by itself.

    >>> said_in("Timmins (2015) argues that trust takes years.").origin
    'Timmins 2015'
    >>> said_in("We saw trust, as Timmins (2015) did.").origin
    ''
    """
    if SPOKEN.search(text):
        return Said(Attribution.PARTICIPANT)
    if OWN.search(text):
        return Said(Attribution.OWN)
    for pattern in (BEFORE_YEAR, IN_BRACKETS):
        if "(" in text and (named := pattern.search(text)):
            return Said(Attribution.QUOTED, f"{named['who']} {named['year']}")
    if named := BY_SOMEBODY.search(text):
        return Said(Attribution.QUOTED, next(one for one in named.groups() if one))
    if named := NUMBERED.search(text):
        return Said(Attribution.QUOTED, f"reference {named['who']}")
    if ELSEWHERE.search(text):
        return Said(Attribution.QUOTED)
    quoted = QUOTED.search(text)
    # Words in quotation marks that are most of a sentence, or that somebody says, are quoted; a term in them is not.
    if quoted and (len(quoted[0]) * 2 > len(text) or SAYS.search(text)):
        return Said(Attribution.QUOTED)
    return Said(Attribution.OWN)


def perspective_of(text: str, start: int, end: int) -> Perspective | None:
    """Whose matter a statement is, by the words for people nearest to its cue; None where it names nobody."""
    near = [
        (min(abs(found.start() - end), abs(start - found.end())) if not start <= found.start() < end else 0, order, who)
        for order, (who, pattern) in enumerate(PEOPLE)
        for found in pattern.finditer(text)
    ]
    return min(near)[2] if near else None


PEOPLE: tuple[tuple[Perspective, re.Pattern[str]], ...] = tuple(
    (who, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for who, words in (
        (
            Perspective.LEADER,
            r"leaders?(?!ship)|leadership (?:roles?|positions?|posts?|teams?)|chief executives?|directors?|boards?|"
            r"chairs?|"
            r"chairwom[ae]n|chief officers?|(?<!middle )(?<!ward )managers?|executives?|convenors?|governors?|(?:top|"
            r"senior|executive|managerial) (?:roles?|posts?|"
            r"positions?|jobs?|teams?)",
        ),
        (Perspective.PATIENT, r"patients?|service users?|clients?|carers?|people who use services"),
        (
            Perspective.WORKFORCE,
            r"staff|workforce|employees?|nurses?|midwives|doctors?|clinicians?|colleagues|workers?|professionals?|"
            r"consultants?|porters?|cleaners?|trainees?|physicians?|teachers?|practitioners?|vacanc(?:y|ies)|"
            r"recruitment|(?:middle|ward) managers?",
        ),
        (
            Perspective.COMMUNITY,
            r"communit(?:y|ies)|residents?|citizens?|populations?|neighbourhoods?|public|households?|villages?|"
            r"local people|"
            r"families|parents|tenants?|congregations?",
        ),
    )
)
NO_EFFECT = re.compile(
    r"\bno (?:\w+ )?(?:evidence (?:that|of)|differences?|effects?|associations?|relationships?|links?)\b|"
    r"\b(?:did|does|do)(?: not|n't) (?:differ|affect|change|predict|matter)\b|\bnot (?:significantly )?(?:associated|"
    r"related|"
    r"different)\b|\bwas not a predictor\b|\bmade no difference\b",
    re.IGNORECASE,
)
LIMITATION = re.compile(
    r"\b(?:limitations?|generali[sz]ab\w+|cannot be generali[sz]ed|our sample|small sample|self-selected)\b",
    re.IGNORECASE,
)
LACKING = re.compile(
    r"\b(?:lack(?:s|ed|ing)?|absence|under-?represent\w+|exclu(?:ded|sion)|denied|barred|overlooked|ignored|"
    r"not invited|"
    r"no (?:\w+ ){0,2}(?:wom[ae]n|role models?|access|policy|provision|training|voice|seat)|few(?:er)? (?:\w+ ){0,2}"
    r"(?:wom[ae]n|black|minority|disabled)|less likely|paucity|without (?:a|any))\b",
    re.IGNORECASE,
)
INTERVENED = re.compile(
    r"\b(?:introduced|launched|set up|piloted|piloting|established|rolled out|implemented|ran|hosting|hosted|created)\b"
    r"[^.;]{0,80}\b(?:programmes?|programs?|schemes?|networks?|training|mentoring|mentors?|quotas?|policy|policies|"
    r"courses?|"
    r"workshops?|initiatives?|conference|forum|panels?)\b",
    re.IGNORECASE,
)
REPORTS = re.compile(
    r"\b(?:found|finds?|findings?|showed|shows?|revealed|reported|felt|perceived|experienced|described|observed|"
    r"results?|"
    r"said|told)\b|\d ?%|\bper cent\b",
    re.IGNORECASE,
)
FUNCTIONS = (
    (Function.LIMITATION, LIMITATION),
    (Function.NULL_FINDING, NO_EFFECT),
    (Function.INTERVENTION, INTERVENED),
    (Function.LACK, LACKING),
    (Function.FINDING, REPORTS),
)


def function_of(text: str, status: CodeStatus) -> Function | None:
    """What an affirmed statement is to its report, where its words say so; the first that fits."""
    if status != CodeStatus.AFFIRMED:
        return None
    return next((function for function, pattern in FUNCTIONS if pattern.search(text)), None)


def _open_quotations(texts: Sequence[str]) -> dict[int, int]:
    """For each sentence in a quotation of several the one where it begins; that one too if the quotation opens it."""
    found: dict[int, int] = {}
    began: int | None = None
    for at, text in enumerate(texts):
        if began is not None:
            found[at] = began
            if _closes(text) or at - began >= LONGEST_QUOTATION:
                began = None
        elif _stands_open(text):
            began = at
            if text.lstrip(" >*-")[:1] in ('"', *OPENS) or OPENS_SPEECH.search(text):
                found[at] = at
    return found


def _within(texts: Sequence[str], began: int, at: int) -> Said:
    """Of a sentence within a quotation: the speaker or source of its beginning, or of the sentence behind it."""
    near = [said_in(text) for text in (texts[began], texts[at], *texts[at + 1 : at + 2])]
    named = [one for one in near if one.origin or one.attribution == Attribution.PARTICIPANT]
    return named[0] if named else Said(Attribution.QUOTED)


def _closes(text: str) -> bool:
    """Whether an open quotation ends here; each of its paragraphs begins with a mark of its own."""
    plain = text.strip()
    continued = plain[:1] == '"' and plain[-1:] == '"' and len(plain) > 1
    return any(mark in text for mark in CLOSES) or plain.count('"') % 2 == 1 or continued


def _stands_open(text: str) -> bool:
    last_open = max(text.rfind(mark) for mark in OPENS)
    odd = text.count('"') % 2 == 1 and text.rstrip()[-1:] != '"'
    return odd or last_open > max(text.rfind(mark) for mark in CLOSES)
