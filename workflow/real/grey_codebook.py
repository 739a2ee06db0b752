"""What became of the second coder's notes on the draft of the codebook, and what broke on the grey literature."""

# Each note, and the codes, fields or rules that answer it; what is left out on purpose says why.
NOTES: tuple[tuple[str, str], ...] = (
    ("Ambiguous: thinking long-term held three things", "SK.LONG_TERM; that leaders take time to grow: DEV.EXPERIENCE"),
    (
        "Ambiguous: across boundaries, definition or skill",
        "DEF.EL_CROSS_BOUNDARY only beside DEF.EXPLICIT, within which SK.BOUNDARY_WORK is not suggested",
    ),
    ("Ambiguous: barrier or context", "the rules of BAR and CTX: a barrier is said to hinder"),
    (
        "Ambiguous: influence, authority, aligned interests, evidence",
        "SK.INFLUENCE, DEF.EL_NO_AUTHORITY, SK.SHARED_VISION, SK.EVIDENCE; soft power is a cue of one",
    ),
    ("Ambiguous: need, programme, capability", "DEV.NEED, DEV.PROGRAMME; a want that hinders: BAR.CAPABILITY"),
    (
        "Ambiguous: trust or relationships",
        "one code: SK.TRUST_RELATIONSHIPS; where two codes fit equally both are coded",
    ),
    ("Structure: quoted stood in two lists", "attribution is a field with its own words; no status is called quoted"),
    (
        "Structure: absence and gap were not told apart",
        "one status, absence stated; what a review finds missing is synthesis",
    ),
    (
        "Structure: codes without include and exclude",
        "every code has both, an example and a counter-example; a test runs them",
    ),
    (
        "Structure: four codes stacked on one sentence on equality",
        "one code for each characteristic, with perspective and status as fields; EDI.GENERAL for none in particular",
    ),
    ("Structure: equality lacking in a workplace", "evidence: the rule of EDI, status affirmed"),
    (
        "Structure: the concept gate lost codings",
        "the heading, the lead-in of a list, or the opening of a text without headings opens it",
    ),
    ("Missing: why systems leadership is needed", "IDEA.NEED, new"),
    ("Missing: barriers in general, interlocking", "BAR.OTHER"),
    ("Missing: confined to the top", "BAR.TOP_ONLY, new"),
    ("Missing: willingness", "BAR.WILLINGNESS, ENA.WILLINGNESS"),
    ("Missing: personal contact", "ENA.FORUMS, widened"),
    ("Missing: regulators' behaviour", "BAR.REGULATION where it hinders, ENA.NATIONAL_ALIGNMENT where it helps"),
    ("Missing: learnt by doing", "DEV.EXPERIENCE"),
    (
        "Missing: the label itself",
        "BAR.ROLE_CLARITY where leaders shun it, DEF.NO_CONSENSUS where it is disputed, else IDEA.OTHER",
    ),
    ("Missing: claimed effects", "IDEA.EFFECT, new"),
    ("Missing: research gaps other than equality", "IDEA.UNSTUDIED, new"),
    ("Missing: other leadership concepts", "IDEA.OTHER_CONCEPT, new"),
    ("Missing: practice examples without method", "IDEA.EXAMPLE, new"),
    (
        "Missing: earlier reforms",
        "CTX.OTHER, with policies and laws; left without a code of their own, since they date quickly",
    ),
    ("Missing: announces its own report", "STU.OWN_REPORT, new; studies.csv then joins the two"),
    ("Missing: cites a report", "left out as a code: the origin of an extract names what is taken from where"),
    (
        "Rules that worked",
        "in the rules of EDI and the order in which a status is proposed; listed is not intersectional: EDI.OTHER",
    ),
)
MENDED: tuple[str, ...] = (
    "Everything in the news report counted as quoted from outside, and all that the discussion document quotes as "
    "from one blurred source; now the news tells of the study that it reports, and the notes of the other "
    "document name the source of each statement.",
    "Paraphrases that carry a note counted as the citing document's own, so that lessons taken from one study "
    "counted twice; they count with their source now.",
    "Words from one source became an element of a definition from another, which merely was the nearest; an "
    "element belongs only to a definition of its own source now.",
    "In news without headings most sentences lay too far from the concept to get a suggestion; the title or "
    "opening counts as their heading now.",
    "A title that ends in a quoted word, and a question that heads its answer, were no headings in plain text.",
    "Skills were suggested within definitions, where the same words are elements.",
    "Any environment in which leaders operate was suggested as an enabler.",
    "Policies, health inequality and whole-system information of the draft's codings had been moved to the wrong "
    "codes, or to none.",
    "Absences were taken for evidence where a survey, a form or an empty row lacks the characteristic.",
)
