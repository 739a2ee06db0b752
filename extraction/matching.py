"""Which record is each file the full text of? Certain, for a person to say, or none.

People's word (matches.csv) comes first. Then what the document says of itself: its DOI, its title, and last the name of
its file; each sign has to agree with the others. A doubtful document belongs to no record until a person says so: a
wrong match would put one study's words into another's row, and nobody would notice.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath

from rapidfuzz import fuzz

from extraction.copies import find_copies, lead_copies
from extraction.documents import DocumentMatch, Match, MatchedDocument, NamedDocument
from extraction.extracts import by_document
from extraction.supplements import lead_supplements, names_supplement
from extraction.text_layer import Document, Page
from identification.records import UniqueRecord
from identification.repair import plain
from identification.vocabulary import FileRole, MatchVerdict

BY_PEOPLE, BY_DOI, BY_TITLE, BY_NAME = "people", "DOI", "title", "file name"
# Where a document names itself: title, DOI and "cite as" stand within its first two pages. A web page is one page long,
# so that letters are bounded too: behind 6,000 it is other people's titles that are named.
OPENING_PAGES = 2
OPENING_LETTERS = 6000
# Of 100. Sixteen articles have their own titles at 100 on their openings, and none of 6,690 other titles above 75.
TITLE_CUTOFF = 90
# From here to the cutoff a title may be the document's own, badly read or translated: a person says.
TITLE_ASKED = 80
# "Editorial" and "Systems leadership" stand on many first pages; the 6,690 titles above have 25 letters or more.
TITLE_LETTERS = 25
# A title shares at least half its words with the opening that it stands on, however its line ends were mended; looking
# first keeps 3,000 records times 70 documents within seconds.
TITLE_WORDS = 0.5
# A second candidate within 3 of 100 makes a title match doubtful: parts I and II, or a protocol and its review.
TITLE_LEAD = 3
# "van", "den" and "de la" are no surnames by themselves.
PARTICLE = 3
# Ahead of a title these words say that the document is about the one that it names. In letters before the title.
ABOUT_ANOTHER = re.compile(
    r"\b(?:correction|corrections|erratum|corrigendum|retraction|retracted|comment|comments|commentary|reply|response|"
    r"letter|review|supplement|supplementary material|protocol)(?: article| notice)? (?:to|on|of|for)(?: the)?"
    r"(?: article| paper| study)?$"
)
ABOUT_LETTERS = 60


@dataclass(frozen=True)
class Opening:
    """What one document says of itself: the text of its first pages, and its metadata."""

    text: str = ""
    doi: str = ""
    title: str = ""


def opening_text(pages: Sequence[Page]) -> str:
    """The beginning of a document, up to its references: where it names itself."""
    text = "\n".join(page.text for page in pages[:OPENING_PAGES])[:OPENING_LETTERS]
    return re.split(r"(?im)^\W*references\W*$", text, maxsplit=1)[0]


def match_documents(
    documents: Sequence[Document],
    pages: Iterable[Page],
    named: Iterable[NamedDocument],
    unique: Sequence[UniqueRecord],
    matches: Iterable[Match],
) -> list[DocumentMatch]:
    """What is known of every file, in the order given: the group of records that it belongs to, or who it may be.

    A row of matches.csv with an empty or unknown record says that the file matches nothing, and no guess replaces it.
    A copy, by bytes or by text, belongs where the file belongs that it repeats; a supplement where its main text does.
    """
    by_name, metadata = by_document(pages), {one.document_id: one for one in named}
    openings = {one.document_id: _opening(one.document_id, by_name, metadata) for one in documents}
    groups = {record_id: one.group_id for one in unique for record_id in one.record_ids}
    said = {match.document_id: match for match in matches}
    found = {}
    for one in documents:
        name = one.document_id
        guess = _said(said[name], groups) if name in said else match_document(name, openings[name], unique)
        role = said[name].role if name in said else None
        found[name] = replace(guess, role=role or _role(name, openings[name]))
    found = lead_copies(found, find_copies(documents, by_name), said)
    found = lead_supplements(found, said)
    return [found[one.document_id] for one in documents]


def belonging(matched: Iterable[DocumentMatch]) -> list[MatchedDocument]:
    """The files that certainly belong to a report, as rows of a table."""
    return [
        MatchedDocument(one.document_id, one.report_id, one.matched_by, one.role) for one in matched if one.report_id
    ]


def match_document(name: str, opening: Opening, unique: Sequence[UniqueRecord]) -> DocumentMatch:
    """What one document's own signs say: one group, several candidates, or none."""
    by_title = _titles_on(opening.text, unique)
    joined = "".join(opening.text.casefold().split())
    with_doi = [
        one
        for one in unique
        if one.doi and (one.doi == opening.doi or (one.doi.casefold() in joined and names_doi(opening.text, one.doi)))
    ]
    if with_doi:
        return _by_doi(name, opening, with_doi, by_title)
    if by_title:
        return _by_title(name, opening, unique, by_title)
    return _by_name(name, opening, unique)


def _opening(name: str, pages: Mapping[str, Sequence[Page]], metadata: Mapping[str, NamedDocument]) -> Opening:
    said = metadata.get(name, NamedDocument(name))
    return Opening(opening_text(pages.get(name, ())), said.doi, said.title)


def _said(match: Match, groups: Mapping[str, str]) -> DocumentMatch:
    if group := groups.get(match.record_id, ""):
        return _certain(match.document_id, group, BY_PEOPLE)
    return DocumentMatch(match.document_id, MatchVerdict.NONE, matched_by=BY_PEOPLE)


def _certain(name: str, group: str, how: str) -> DocumentMatch:
    return DocumentMatch(name, MatchVerdict.CERTAIN, group, how)


def _ask(name: str, candidates: Iterable[str], why: str) -> DocumentMatch:
    return DocumentMatch(name, MatchVerdict.ASK, candidates=tuple(dict.fromkeys(candidates)), why=why)


def _by_doi(
    name: str, opening: Opening, with_doi: Sequence[UniqueRecord], titles: Sequence["TitleOn"]
) -> DocumentMatch:
    own = {one.group_id for one in with_doi}
    best = _best([title for title in titles if title.group in own])
    others = [title.group for title in _full(titles) if title.group not in own]
    if len(with_doi) > 1:
        why = "the DOIs of several records stand on its first pages"
        return _certain(name, best, BY_DOI) if best else _ask(name, [one.group_id for one in with_doi], why)
    only = with_doi[0]
    by_metadata = only.doi == opening.doi
    if opening.doi and not by_metadata:
        why = f"it names this record's DOI, but its metadata say that it is {opening.doi}"
        return _ask(name, [only.group_id], why)
    if best or by_metadata or not opening.text or not _is_title(only):
        return _certain(name, only.group_id, BY_DOI)
    why = "it names this record's DOI, but not its title"
    return _ask(name, [only.group_id, *others], why)


def _by_title(
    name: str, opening: Opening, unique: Sequence[UniqueRecord], titles: Sequence["TitleOn"]
) -> DocumentMatch:
    best, doi = _best(titles), {one.group_id: one.doi for one in unique}
    if not best:
        full = _full(titles)
        why = "the titles of several records stand on its first pages" if full else "a title is nearly this record's"
        return _ask(name, [title.group for title in full or titles], why)
    if opening.doi and doi[best]:
        why = f"this record's title stands in it, but its metadata say that it is {opening.doi}"
        return _ask(name, [best], why)
    if next(title for title in titles if title.group == best).about:
        why = "it names this record's title as something that it is about: a correction, a comment, a supplement"
        return _ask(name, [best], why)
    return _certain(name, best, BY_TITLE)


@dataclass(frozen=True)
class TitleOn:
    """A record's title on an opening: how like, how long, and whether words ahead of it say that it is another's."""

    score: float
    letters: int
    group: str
    about: bool


def _titles_on(opening: str, candidates: Iterable[UniqueRecord]) -> list[TitleOn]:
    """The titles that stand on an opening, or nearly so, the likeliest first."""
    text = plain(opening)
    words, found = set(text.split()), []
    for one in candidates:
        title = plain(one.title)
        shared = sum(word in words for word in title.split())
        if _is_title(one) and len(title) <= len(text) and shared >= TITLE_WORDS * len(title.split()):
            place = fuzz.partial_ratio_alignment(title, text, score_cutoff=TITLE_ASKED)
            if place:
                ahead = text[max(0, place.dest_start - ABOUT_LETTERS) : place.dest_start].strip()
                found.append(TitleOn(place.score, len(title), one.group_id, bool(ABOUT_ANOTHER.search(ahead))))
    return sorted(found, key=lambda title: (-title.score, -title.letters, title.group))


def _full(titles: Iterable[TitleOn]) -> list[TitleOn]:
    return [title for title in titles if title.score >= TITLE_CUTOFF]


def _best(titles: Iterable[TitleOn]) -> str:
    """The one title that leads; nothing when a second one is as near, or none is near enough."""
    full = _full(titles)[:2]
    doubtful = (
        len(full) > 1
        and full[0].score - full[1].score < TITLE_LEAD
        and full[0].letters - full[1].letters < TITLE_LETTERS
    )
    return full[0].group if full and not doubtful else ""


def _is_title(one: UniqueRecord) -> bool:
    return len(plain(one.title).replace(" ", "")) >= TITLE_LETTERS


def names_doi(opening: str, doi: str) -> bool:
    """Whether a DOI stands in a text, also where a line's end has cut it, and not as the start of a longer one."""
    if doi.casefold() not in _without_blanks(opening):
        return False
    spaced = r"\s?".join(re.escape(character) for character in doi)
    return bool(re.search(rf"(?<!\w){spaced}(?![\w/-]|\.\w)", opening, re.IGNORECASE))


@lru_cache(maxsize=16)
def _without_blanks(text: str) -> str:
    return "".join(text.split()).casefold()


def _by_name(name: str, opening: Opening, unique: Sequence[UniqueRecord]) -> DocumentMatch:
    """The one group whose record id, DOI, or first author and year the file's name holds.

    An author and a year name many papers: where the document has a text, its title has to stand there too. A title in
    the metadata may be that of the file from which somebody wrote it, so that it only asks.
    """
    stem = plain(PurePosixPath(name).stem)
    words, joined = stem.split(), stem.replace(" ", "")
    found = {one.group_id for one in unique if {record_id.casefold() for record_id in one.record_ids} & set(words)}
    found |= {one.group_id for one in unique if one.doi and plain(one.doi).replace(" ", "") in joined}
    if len(found) == 1:
        return _certain(name, found.pop(), BY_NAME)
    text = f" {plain(opening.text)} "
    likely = [one for one in unique if one.year and one.year in words and _first_author(one) & set(words)]
    shown = [one for one in likely if not opening.text.strip() or (one.title and f" {plain(one.title)} " in text)]
    if len(shown) == 1 and not found:
        return _certain(name, shown[0].group_id, BY_NAME)
    if found or likely:
        why = "its name fits this record and its text does not show that it is it" if len(likely) == 1 else ""
        return _ask(name, sorted(found) or [one.group_id for one in likely], why or "its name fits several records")
    titled = [one.group_id for one in unique if _is_title(one) and _is_same(one.title, opening.title)]
    return _ask(name, titled, "the title in its metadata is this record's") if titled else _none(name)


def _none(name: str) -> DocumentMatch:
    return DocumentMatch(name, MatchVerdict.NONE, why="neither DOI nor title nor name is that of a record")


def _is_same(title: str, other: str) -> bool:
    return fuzz.ratio(plain(title), plain(other), score_cutoff=TITLE_CUTOFF) > 0


def _first_author(one: UniqueRecord) -> set[str]:
    """The words of the first author that may be the surname: names come in every order, particles are short."""
    first = re.split(r";| and ", one.authors)[0]
    names = plain(first.split(",")[0]).split()
    return {name for name in names if len(name) > PARTICLE} or set(names)


def _role(name: str, opening: Opening) -> FileRole:
    return FileRole.SUPPLEMENT if names_supplement(name, opening.text) else FileRole.MAIN
