"""Every closed list of words, once: tables, forms, the codebook and the events use these and no others."""

from enum import StrEnum


class Stage(StrEnum):
    """The stages that are closed one by one, in the order of the review."""

    IDENTIFICATION = "identification"
    TITLE_ABSTRACT = "title_abstract"
    FULL_TEXT = "full_text"
    EXTRACTION = "extraction"
    SYNTHESIS = "synthesis"


class ScreeningStage(StrEnum):
    """The two stages at which people include and exclude."""

    TITLE_ABSTRACT = "title_abstract"
    FULL_TEXT = "full_text"


class EventKind(StrEnum):
    """What a person did; each kind has its folder below review/events."""

    DUPLICATE = "duplicates"
    TITLE_ABSTRACT = "title_abstract"
    FULL_TEXT = "full_text"
    CODING = "coding"
    VERIFICATION = "verification"
    APPRAISAL = "appraisal"
    ADJUDICATION = "adjudication"
    STOP = "stops"
    EDIT = "edits"


class Edit(StrEnum):
    """What a person says of a record while screening: a field that she fills, a flag for the librarian, its end."""

    AMEND = "amend"
    FLAG = "flag"
    SETTLED = "settled"


class AmendedField(StrEnum):
    """Which field of a record people may fill where no export did."""

    ABSTRACT = "abstract"


class Decision(StrEnum):
    """What a reviewer decides on a record or a report."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    MAYBE = "maybe"


class PolicyName(StrEnum):
    """How many people decide on a record of one screening stage."""

    SINGLE = "single"
    DUAL = "dual"
    DUAL_SHARE = "dual_share"
    CHECKED_EXCLUSIONS = "checked_exclusions"


class CodingPolicyName(StrEnum):
    """How many people code a report, and whether somebody else checks what one person coded."""

    SINGLE = "single"
    SINGLE_VERIFIED = "single_verified"
    DUAL_SHARE = "dual_share"
    DUAL = "dual"


class AppraisalPolicyName(StrEnum):
    """How many people appraise a report."""

    SINGLE = "single"
    DUAL = "dual"


class CodingTask(StrEnum):
    """What a person has to do with a full text of an included report."""

    CODE = "code"
    SECOND = "second coding"
    VERIFY = "verify"
    APPRAISE = "appraise"
    SECOND_APPRAISAL = "second appraisal"


class WorkState(StrEnum):
    """How far a person is with a task; a check waits until somebody has coded."""

    WAITS = "waits for the coder"
    OPEN = "open"
    BEGUN = "begun"
    DONE = "done"


class Batch(StrEnum):
    """Which draw a record is in at one screening stage; `rest` is in none, and `all` is every record of the stage."""

    ALL = "all"
    PILOT = "pilot"
    SHARE = "share"
    AUDIT = "audit"
    REST = "rest"


class StopRule(StrEnum):
    """By which rule a team may stop screening before every record was read."""

    EXHAUSTIVE = "exhaustive"
    GUARANTEED = "guaranteed"
    RAPID = "rapid"
    IN_A_ROW = "n_in_a_row"


class Task(StrEnum):
    """Why a record is assigned to a reviewer."""

    PILOT = "pilot"
    FIRST = "first"
    SECOND = "second"
    CHECK = "check of an exclusion"


class Outcome(StrEnum):
    """Where a record stands at one screening stage, once everybody's decisions are put together."""

    INCLUDED = "included"
    EXCLUDED = "excluded"
    CONFLICT = "conflict"
    AWAITING = "awaiting"
    NOT_SCREENED = "not screened"


class RankFlag(StrEnum):
    """Why the place of a record in the queue says less than that of others."""

    NO_ABSTRACT = "no abstract"
    OTHER_LANGUAGE = "other language"


class Verdict(StrEnum):
    """What is said of two records: one and the same, belonging together, different, or for a person to say."""

    SAME = "same"
    LINKED = "linked"
    DIFFERENT = "different"
    ASK = "ask"


class SearchMethod(StrEnum):
    """How a source was searched, in the words of PRISMA-S (items 1 to 7)."""

    DATABASE = "database"
    REGISTER = "register"
    WEBSITE = "website"
    CITATION_SEARCHING = "citation_searching"
    CONTACT = "contact"
    OTHER = "other"


class Found(StrEnum):
    """Whether the searches brought a paper that the team knew before."""

    FOUND = "found"
    TO_CHECK = "to check"
    NOT_FOUND = "not found"


class ItemStatus(StrEnum):
    """How far an item of a reporting checklist is filled in by what was logged; the rest is for people to write."""

    LINKED = "linked"
    PARTLY = "partly"
    TEAM = "team to write"


class LinkKind(StrEnum):
    """Why two records belong together although they are not the same."""

    ERRATUM = "erratum"
    REPLY = "reply"
    RETRACTION = "retraction"
    PREPRINT = "preprint and article"
    CONFERENCE_ABSTRACT = "conference abstract and paper"
    MEETINGS = "abstract at two meetings"
    THESIS = "thesis and article"
    PROTOCOL = "protocol and review"
    SUMMARY = "report and its summary"
    PART = "parts of a series"
    TRANSLATION = "translation"
    UPDATE = "update of a report"


class Preprints(StrEnum):
    """What a protocol makes of a preprint and its article."""

    LINKED = "linked"
    SAME = "same"


class Retrieval(StrEnum):
    """How the search for a full text ended."""

    OBTAINED = "obtained"
    SOUGHT = "sought"
    NOT_OBTAINED = "not obtained"


class MatchVerdict(StrEnum):
    """Whether it is known which report a file belongs to."""

    CERTAIN = "certain"
    ASK = "ask"
    NONE = "none"


class FileRole(StrEnum):
    """What a file is to its report: the text that is read, or material beside it."""

    MAIN = "main text"
    SUPPLEMENT = "supplement"


class SameStudy(StrEnum):
    """Whether two reports tell of one study, in people's word or waiting for it."""

    OPEN = "for a person to say"
    ONE = "one study"
    TWO = "two studies"


class ReportKind(StrEnum):
    """What a report is; a counted review covers no included study, in people's word, although it may cite some."""

    PRIMARY = "primary"
    REVIEW = "review"
    COUNTED_REVIEW = "counted review"


class DocumentStatus(StrEnum):
    """How the reading of a full text ended; anything but `read` carries no text."""

    READ = "read"
    ENCRYPTED = "encrypted"
    NO_TEXT = "no text layer"
    GARBLED = "garbled fonts"
    CORRUPT = "corrupt"
    EMPTY = "empty"
    WRONG_TYPE = "not what its name says"
    UNKNOWN_TYPE = "type not read"


class Zone(StrEnum):
    """The part of a page that a passage stands in; references and running heads are never proposed for coding."""

    BODY = "body"
    REFERENCES = "references"
    CAPTION = "caption"
    TABLE = "table"
    FOOTNOTE = "footnote"
    FIGURE = "in a figure or beside the text"
    RUNNING = "running head or foot"


class Section(StrEnum):
    """The part of a report that a passage stands in, by the usual names of headings."""

    ABSTRACT = "abstract"
    INTRODUCTION = "introduction"
    METHODS = "methods"
    RESULTS = "results"
    DISCUSSION = "discussion"
    REFERENCES = "references"
    OTHER = "other"


class CodeStatus(StrEnum):
    """What a coded extract says of its code: polarity and function in one word."""

    AFFIRMED = "affirmed"
    CONTESTED = "contested"
    ABSENCE_STATED = "absence stated"
    RECOMMENDATION = "recommendation"
    QUESTION = "question"
    DESCRIPTIVE = "descriptive of the sample"
    LOOKED_NOT_FOUND = "looked for, not found"


class Attribution(StrEnum):
    """Whose statement an extract is."""

    OWN = "own finding"
    QUOTED = "quoted"
    PARTICIPANT = "participant"


class Perspective(StrEnum):
    """Whose equality, diversity and inclusion a statement is about."""

    WORKFORCE = "workforce"
    COMMUNITY = "community"
    LEADER = "leader"
    PATIENT = "patient"
    UNSPECIFIED = "unspecified"


class Function(StrEnum):
    """What a statement is to its report, where a family asks for it beside the status."""

    FINDING = "finding"
    NULL_FINDING = "null finding"
    LACK = "lacking in practice"
    INTERVENTION = "intervention"
    LIMITATION = "limitation"


class Field(StrEnum):
    """What a family asks of an extract beside its code, status and attribution."""

    ORIGIN = "origin"
    PERSPECTIVE = "perspective"
    FUNCTION = "function"


class Fact(StrEnum):
    """What of a characteristic is found by a rule, where a list of words cannot hold it."""

    COUNTRY = "country"
    YEARS = "years"


class Unit(StrEnum):
    """How much of a text one coding takes in."""

    WORDS = "words"
    SENTENCE = "sentence"
    PASSAGE = "passage"


class Judgement(StrEnum):
    """What a second person says of an extract, after looking at the page."""

    HOLDS = "holds"
    DOES_NOT_HOLD = "does not hold"


class Check(StrEnum):
    """What a second person's look made of an extract that stands; empty where nobody looked."""

    CHECKED = "checked"
    DISPUTED = "disputed"
    AGREED = "agreed"


class Sitting(StrEnum):
    """Why a second person looks at an extract: to check it, or to settle what two coders coded differently."""

    VERIFICATION = "verification"
    RECONCILIATION = "reconciliation"


class Differs(StrEnum):
    """What two coders of one full text coded differently."""

    CODE = "only one coder has the code"
    PASSAGE = "only one coder has the passage"
    LOOKED = "one found it, the other looked in vain"
    STATUS = "status"
    ATTRIBUTION = "attribution"
    ORIGIN = "origin"
    PERSPECTIVE = "perspective"
    FUNCTION = "function"
    VALUE = "value"


class Settled(StrEnum):
    """Whether people have settled what two coders coded differently, or need not."""

    OPEN = "open"
    SETTLED = "settled"
    NOT_ASKED = "not asked"


class SuggestedBy(StrEnum):
    """What proposed a passage for a code; a suggestion counts nowhere before a person accepts it."""

    CUES = "cues"
    LIKENESS = "likeness"
    DECISIONS = "decisions"
    FACT_RULE = "fact rule"


class Role(StrEnum):
    """What the synthesis makes of a family of codes."""

    DEFINITIONS = "definitions"
    SKILLS = "skills"
    GAP = "gap"
    MATRIX = "matrix"
    CHARACTERISTICS = "characteristics"


class Mark(StrEnum):
    """What sets a code apart from the others of its family: neither is an element, a skill or a barrier to count."""

    NONE_AGREED = "none agreed"
    DID_NOT_FIT = "did not fit"


class CellState(StrEnum):
    """What one study says of one code or gap cell; silence is not absence."""

    PRESENT = "present"
    ABSENT = "absent"
    MACHINE_NOTHING = "machine found nothing"
    NOT_ASSESSABLE = "not assessable"


class Naming(StrEnum):
    """How one study names one code: of its own, only taken over, against it, or not although a person looked."""

    OWN = "own"
    QUOTED = "quoted"
    AGAINST = "contested, or nothing of it found"
    NOT_NAMED = "not named"
    UNKNOWN = "not known"


class OverlapLevel(StrEnum):
    """How fine the content of definitions is compared: element by element, or groups of elements as one."""

    ELEMENTS = "elements"
    GROUPS = "groups of elements"


class Reach(StrEnum):
    """Whether one source could have found work on a gap cell; unknown until a person has said so."""

    REACHED = "reached"
    NAMED = "named"
    CUT_OFF = "cut off"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


class GapClaim(StrEnum):
    """What a gap cell may be read as; only "none found and reachable" may be read as an absence."""

    PRESENT = "present"
    NONE_FOUND = "none found and reachable"
    PARTLY = "none found, reached in part"
    KNOWN_ELSEWHERE = "none found, known to exist"
    MAY_EXIST = "none found, may exist"
    OUTSIDE = "none found, outside the sources"
    NOT_INTERPRETABLE = "not interpretable as absence"
    NOTHING_ASSESSED = "nothing assessed"


class WhyGap(StrEnum):
    """Why something is a gap (Robinson 2011, 10.1016/j.jclinepi.2011.06.009)."""

    INSUFFICIENT = "insufficient"
    BIASED = "biased"
    INCONSISTENT = "inconsistent"
    NOT_RIGHT = "not the right information"


class FunnelStage(StrEnum):
    """The review's own steps at which work on a gap could be lost."""

    TITLE_ABSTRACT = "title and abstract screening"
    RETRIEVAL = "retrieval"
    FULL_TEXT = "full-text screening"


class LeftOut(StrEnum):
    """What a test of sensitivity leaves out of the synthesis."""

    WEAK = "weak studies"
    GREY = "grey literature"
    COUNTRY = "one country"
    QUOTED = "quoted findings"


class Contradicts(StrEnum):
    """How two quotes speak against each other."""

    CONTESTED = "affirmed and contested"
    NULL_FINDING = "finding and null finding"
    NEGATIVE_CASE = "negative case of a theme"


class Concern(StrEnum):
    """How much concern a component of GRADE-CERQual gives (Lewin 2018)."""

    NONE = "no or very minor"
    MINOR = "minor"
    MODERATE = "moderate"
    SERIOUS = "serious"


class Confidence(StrEnum):
    """How much confidence people place in a qualitative finding (GRADE-CERQual)."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very low"


class ClaimKind(StrEnum):
    """What kind of thing a review says; each leads to its extracts in the trace."""

    HEADLINE = "headline"
    FINDING = "finding"
    THEME = "theme"
    GAP = "gap"
    DEFINITION = "definition"
    ELEMENT = "element of definitions"
    SKILL = "skill"
    COUNT = "count"
    CHARACTERISTIC = "characteristic"


class StageState(StrEnum):
    """Whether a stage can be built upon."""

    OPEN = "open"
    READY = "ready to sign off"
    CLOSED = "closed"
