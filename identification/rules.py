"""Which records are one and the same, which belong together, which does a person have to look at? The rules, as data.

A rule fires where every condition of `when` holds and none of `unless`; they are tried from top to bottom and the first
that fires decides. The order of caution is that of reviewers: a study that disappears is worse than a duplicate that
stays. So a rule that says "same" asks for agreement in independent fields, and a contradiction in a place (DOI, volume,
page) keeps a pair apart. docs/duplicate-rules.md shows each rule with pairs that it is for and pairs that it refuses.
"""

from dataclasses import dataclass

from identification.vocabulary import LinkKind, Verdict


@dataclass(frozen=True)
class Rule:
    """A named verdict: the reason is what a librarian reads beside a merge.

    A rule that links without a kind takes it from the notice: erratum, retraction or reply.
    """

    name: str
    verdict: Verdict
    reason: str
    when: tuple[str, ...]
    unless: tuple[str, ...] = ()
    link: LinkKind | None = None


RULES: tuple[Rule, ...] = (
    Rule(
        "notice and article",
        Verdict.LINKED,
        "One title is that of an erratum, a retraction or a reply, the other is not.",
        when=("one is a notice", "the title and a notice of it"),
    ),
    Rule(
        "report of another year",
        Verdict.LINKED,
        "The titles differ only in a number, which is a year: each report takes the place of the one before.",
        when=("titles but for a year",),
        unless=("one DOI", "one place", "one abstract"),
        link=LinkKind.UPDATE,
    ),
    Rule(
        "numbered titles",
        Verdict.LINKED,
        "The titles differ only in a number: parts of a series, phases of one study.",
        when=("titles but for a number",),
        unless=("one DOI", "one place", "one abstract"),
        link=LinkKind.PART,
    ),
    Rule(
        "report and its summary",
        Verdict.LINKED,
        "One title is the other with a word for a summary, and the authors are the same.",
        when=("one is a summary", "the title of one begins that of the other"),
        unless=("other authors", "one DOI", "years more than one apart"),
        link=LinkKind.SUMMARY,
    ),
    Rule(
        "protocol and review",
        Verdict.LINKED,
        "One title says protocol and the other does not; both have the same authors.",
        when=("one is a protocol", "like titles", "one first author or list"),
        unless=("one DOI", "one place"),
        link=LinkKind.PROTOCOL,
    ),
    Rule(
        "preprint and article",
        Verdict.LINKED,
        "One record is of a preprint server, the other is not; title and authors agree.",
        when=("one is a preprint", "like titles", "one first author or list"),
        unless=("one DOI", "too long in print"),
        link=LinkKind.PREPRINT,
    ),
    Rule(
        "preprint and article, one abstract",
        Verdict.LINKED,
        "One record is of a preprint server, the other is not; the abstract and the authors agree.",
        when=("one is a preprint", "one abstract", "one first author or list"),
        unless=("one DOI", "too long in print"),
        link=LinkKind.PREPRINT,
    ),
    Rule(
        "same DOI and title",
        Verdict.SAME,
        "One DOI, and the titles are alike.",
        when=("one DOI", "like titles"),
        unless=("two volumes and pages",),
    ),
    Rule(
        "same PMID and title",
        Verdict.SAME,
        "One number in PubMed, and the titles are alike.",
        when=("one PMID", "like titles"),
    ),
    Rule(
        "same DOI and place",
        Verdict.SAME,
        "One DOI, first author and first page: a translated or rewritten title.",
        when=("one DOI", "one first page", "one first author"),
        unless=("two volumes",),
    ),
    Rule(
        "same DOI and abstract",
        Verdict.SAME,
        "One DOI, venue, first author and abstract: a title in another wording.",
        when=("one DOI", "one first author", "one venue", "one abstract"),
        unless=("two volumes", "two pages"),
    ),
    Rule(
        "same DOI, title in another language",
        Verdict.SAME,
        "One DOI, venue and author list, and titles in two languages.",
        when=("one DOI", "one first author", "one author list", "one venue", "titles of one DOI in two languages"),
        unless=("two volumes", "two pages"),
    ),
    Rule(
        "same title, place and first author",
        Verdict.SAME,
        "Nearly one title and one first author in one place of one volume.",
        when=("nearly one title", "one place", "one first author"),
        unless=("two DOIs",),
    ),
    Rule(
        "same title and place",
        Verdict.SAME,
        "Nearly one title in one place of one volume, and no author, year or venue that contradicts.",
        when=("nearly one title", "one place"),
        unless=("two DOIs", "two venues", "other authors", "years more than one apart"),
    ),
    Rule(
        "same title, place and venue",
        Verdict.SAME,
        "One title in one place of one volume of one venue: the author list has an error.",
        when=("one title", "one place", "one venue"),
        unless=("short title", "two DOIs", "years more than one apart"),
    ),
    Rule(
        "same title, place and issue, other DOI",
        Verdict.SAME,
        "One title, first author, venue, volume, issue and page: the DOI has an error.",
        when=("one title", "one place", "one issue", "one first author", "one venue"),
        unless=("short title",),
    ),
    Rule(
        "same title, pages and first author",
        Verdict.SAME,
        "One title and first author on one range of pages: volume or year has an error.",
        when=("one title", "one range of pages", "one first author"),
        unless=("short title", "two DOIs"),
    ),
    Rule(
        "same range of pages",
        Verdict.SAME,
        "One volume and issue, one range of pages, one year and author list: a title or venue in two wordings.",
        when=(
            "one volume",
            "one range of pages",
            "one issue or a translated title",
            "one first author",
            "one author list",
            "one year",
        ),
        unless=("both are of meetings", "two issues", "two DOIs"),
    ),
    Rule(
        "same title, author and venue",
        Verdict.SAME,
        "One title, first author (or author list), venue and year, and no place that contradicts.",
        when=("one title", "one first author or list", "one venue"),
        unless=("short title", "years more than one apart", "two places"),
    ),
    Rule(
        "same title and first author",
        Verdict.SAME,
        "One title, first author and year, and nothing that contradicts.",
        when=("one title", "one first author", "one year"),
        unless=("short title", "two venues", "two places", "two abstracts"),
    ),
    Rule(
        "same place, first author and venue",
        Verdict.SAME,
        "One venue, volume, first page, first author and year: a translated title or one cut short.",
        when=("titles alike to their end", "one place", "one first author", "one venue", "years at most one apart"),
        unless=("two DOIs",),
    ),
    Rule(
        "translated title",
        Verdict.SAME,
        "One venue, volume, page, year and authors, and a title in brackets, as databases mark a translated one.",
        when=("a translated title", "one place", "one first author", "one venue", "years at most one apart"),
        unless=("two DOIs", "two issues"),
    ),
    Rule(
        "same abstract and title",
        Verdict.SAME,
        "One abstract and title in one year, and no DOI or place that contradicts.",
        when=("one abstract", "nearly one title"),
        unless=(
            "short title",
            "years more than one apart",
            "two DOIs",
            "two pages",
            "two volumes",
            "two venues",
            "other authors",
        ),
    ),
    Rule(
        "same abstract and short title",
        Verdict.SAME,
        "One abstract, short title, first author, venue and year, and no DOI or place that contradicts.",
        when=("one abstract", "nearly one title", "one first author", "one venue"),
        unless=("years more than one apart", "two DOIs", "two pages", "two volumes"),
    ),
    Rule(
        "same abstract and title, ahead of print",
        Verdict.SAME,
        "One abstract, title and venue, and one record has no volume yet: its pages are no contradiction.",
        when=("one abstract", "one title", "one venue"),
        unless=("short title", "one volume", "two volumes", "years more than one apart", "two DOIs", "other authors"),
    ),
    Rule(
        "one DOI for many",
        Verdict.DIFFERENT,
        "One DOI, but unlike titles on other pages by other authors or with other abstracts: an issue's DOI.",
        when=("one DOI", "two pages", "other authors or abstracts"),
        unless=("like titles",),
    ),
    Rule(
        "recurring title",
        Verdict.DIFFERENT,
        "One short title in two places of a journal with two DOIs, or in two volumes: a column or an editorial.",
        when=("one title", "short title", "places that contradict"),
    ),
    Rule(
        "thesis and article",
        Verdict.LINKED,
        "One title and author, once as a thesis and once as an article.",
        when=("one is a thesis", "one title", "one first author or list", "published elsewhere"),
        unless=("short title",),
        link=LinkKind.THESIS,
    ),
    Rule(
        "conference abstract and paper",
        Verdict.LINKED,
        "One title and author, once among a meeting's abstracts and once not, in two places.",
        when=("one is of a meeting", "one title", "one first author or list", "published elsewhere"),
        unless=("short title",),
        link=LinkKind.CONFERENCE_ABSTRACT,
    ),
    Rule(
        "abstract at two meetings",
        Verdict.LINKED,
        "One title and author among the abstracts of two meetings.",
        when=("both are of meetings", "one title", "one first author or list", "published elsewhere"),
        unless=("short title",),
        link=LinkKind.MEETINGS,
    ),
    Rule(
        "same title, other venue",
        Verdict.ASK,
        "One title and author in two places: preprint and article, abstract and paper, or an error in one.",
        when=("one title",),
        unless=("short title", "other authors", "years more than one apart"),
    ),
    Rule(
        "same short title",
        Verdict.ASK,
        "One short title, first author, venue and year, and nothing else to tell by: a column, or one record twice.",
        when=("one title", "short title", "one first author", "one venue", "one year"),
        unless=("two places", "two abstracts"),
    ),
    Rule(
        "same place, other title",
        Verdict.ASK,
        "One place in one volume and one first author under two titles.",
        when=("one place", "one first author", "years at most one apart"),
        unless=("two venues", "two DOIs", "two issues"),
    ),
    Rule(
        "same PMID, other title",
        Verdict.ASK,
        "One number in PubMed under two titles: a translation, or an error in one.",
        when=("one PMID",),
        unless=("one is a notice",),
    ),
    Rule("same DOI, other title", Verdict.ASK, "One DOI under two titles.", when=("one DOI",)),
)
# Tried on any two members of a group that was joined through a third: A = B = C whose ends contradict is for a person.
CHAIN = Rule(
    "chain whose ends contradict",
    Verdict.ASK,
    "Both were found the same as a third record, but stand in two places: one of the merges is wrong.",
    when=("places or venues that contradict",),
)
