"""Does every claim of the report lead to its quote, and does the page say what it is?"""

from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

from extraction.documents import Extract, Report, ToRetrieve
from extraction.text_layer import Passage
from identification.records import Record
from identification.vocabulary import Attribution, CodeStatus, Outcome, Perspective, Retrieval, Zone
from reporting.contents import Cover, Entry, ReviewTables, cover_of
from reporting.html_report import SECTIONS, render_report
from reporting.stages import FlowBox
from reporting.surroundings import surroundings
from synthesis.statements import CodeCount, Definition, GapCell, Headline, ThemeRow

QUOTE = "Systems leadership is leading without authority."
REPORT = Report(
    *("R1", "my study/1", ("R1", "R2"), "Leading <b>& more</b>", "Marsh, T.", "2019", "Journal", "10.9/x"),
    *(Retrieval.OBTAINED, "", "", "CC BY", "sub folder/d 1.pdf", None, "doi", Outcome.INCLUDED),
)
EXTRACT = Extract(
    extract_id="X1",
    document_id="sub folder/d 1.pdf",
    report_id="R1",
    study_id="my study/1",
    code_id="DEF.EXPLICIT",
    status=CodeStatus.AFFIRMED,
    attribution=Attribution.OWN,
    origin="",
    perspective=Perspective.LEADER,
    page=3,
    start=10,
    end=58,
    quote=QUOTE,
    value="",
    note="a note between coders",
    who="ak",
    found="exact",
)
CELL = GapCell(
    order=1,
    cell_id="edi.EDI.AGE.workforce",
    gap_id="edi",
    label="Age",
    code_id="EDI.AGE",
    perspective="workforce",
    included=1,
    present=0,
    elsewhere=0,
    absent=1,
    machine_nothing=0,
    not_assessable=0,
    without_text=0,
    unclear=0,
    assessed=1,
    bound=0.95,
    cells=2,
    bonferroni=0.975,
    study_ids=(),
    sentence="None of the 1 studies reports on age.",
    says_counted="None of the 1 studies reports on age.",
)
TABLES = ReviewTables(
    records=(Record("R1", "pubmed", "a.nbib, record 4, line 61"), Record("R2", "scopus", "b.ris, record 9, line 80")),
    reports=(REPORT,),
    extracts=(EXTRACT,),
    definitions=(Definition("X1", "my study/1", "R1", "d 1.pdf", 3, QUOTE, "own finding", "", ("DEF.EL_CHANGE",)),),
    skills=(CodeCount("SK.TRUST", "Trust", "SK", 1, 1, 0, 1.0, 0.025, 1.0, True, ("my study/1",), ()),),
    themes=(ThemeRow("T1", "Authority", "descriptive", "It is not needed.", 1, ("X1",), ("my study/1",), (), ()),),
    gaps=(CELL, replace(CELL, cell_id="edi.EDI.workforce", code_id="EDI", label="Any EDI", study_ids=("my study/1",))),
    headlines=(Headline(1, "definitions", "There is no agreed definition.", "1 of 1 studies"),),
    flow=(FlowBox("databases.identified", "databases", "Records identified", 2, "identification/sources.csv"),),
)
COVER = Cover("A review", last_event="2022-07-14", people=(Entry("ak", "lead (ak)"),))


class _Page(HTMLParser):
    """What a reader's browser finds: ids, links and the text of the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if tag == "a" and "href" in found else []
        self.addresses += [found[name] for name in ("src", "data", "action") if name in found]

    def handle_data(self, data: str) -> None:
        self.words += data


def page(tables: ReviewTables = TABLES, cover: Cover = COVER) -> _Page:
    return _Page(render_report(tables, cover))


def test_every_link_inside_the_page_leads_somewhere_and_no_id_stands_twice() -> None:
    found = page()

    inside = [link.removeprefix("#") for link in found.links if link.startswith("#")]
    assert set(inside) <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))


def test_a_definition_and_a_theme_lead_to_the_extract_with_its_quote_and_page() -> None:
    html = render_report(TABLES, COVER)

    target = html.split('id="extract-X1"')[1].split("</article>")[0]
    assert html.count('href="#extract-X1"') >= 2
    assert QUOTE in target
    assert "sub folder/d 1.pdf, page 3" in target
    assert "lead (ak)" in target
    for word in ("affirmed", "own finding", "leader", "DEF.EXPLICIT"):
        assert word in target


def test_a_study_leads_to_its_reports_records_and_raw_places() -> None:
    html = render_report(TABLES, COVER)

    card = html.split('class="study" id="study-my_20_study_2f_1"')[1].split("</article>")[0]
    assert 'href="#study-my_20_study_2f_1"' in html
    for place in ("a.nbib, record 4, line 61", "b.ris, record 9, line 80"):
        assert place in card


def test_an_extract_of_a_study_that_is_not_included_has_no_dangling_link() -> None:
    found = page(replace(TABLES, reports=()))

    assert "#study-my_20_study_2f_1" not in found.links
    assert QUOTE in found.words


def test_text_from_outside_is_text_and_never_markup() -> None:
    evil = "<script>alert('x')</script>"
    tables = replace(
        TABLES,
        reports=(replace(REPORT, title=evil, authors=evil),),
        extracts=(replace(EXTRACT, quote=evil),),
        flow=(replace(TABLES.flow[0], label=evil),),
    )

    found = page(tables, replace(COVER, title=evil, interim=(evil,)))

    assert "script" not in found.tags
    assert evil in found.words


def test_the_page_needs_no_network() -> None:
    html = render_report(TABLES, COVER)

    assert page().addresses == []
    assert "@import" not in html
    assert "url(h" not in html
    assert "<link" not in html


def test_interim_and_synthetic_stand_on_the_page_with_their_reasons_and_else_not() -> None:
    marked = page(cover=replace(COVER, synthetic=True, interim=("412 of 1,073 records undecided",))).words
    plain = page().words.split("Rapid evidence review")[1]

    assert "Synthetic example" in marked
    assert "412 of 1,073 records undecided" in marked
    assert "Synthetic" not in plain
    assert "Interim" not in plain


def test_what_speaks_against_a_theme_stands_beside_it() -> None:
    theme = replace(TABLES.themes[0], extract_ids=(), negative=("X1",))

    html = render_report(replace(TABLES, themes=(theme,)), COVER)

    against = html.split("What speaks against it")[1].split("</article>")[0]
    assert QUOTE in against


def test_an_empty_review_speaks_in_sentences() -> None:
    words = page(ReviewTables(), Cover("An empty review")).words

    for sentence in ("No theme has been named yet.", "No study is included yet.", "Nothing has been coded yet."):
        assert sentence in words


def test_every_section_stands_there_in_order_and_the_last_says_what_is_missing() -> None:
    found = page(cover=replace(COVER, shortfalls=("Appraisal is not printed yet.",)))

    assert [one for one in found.ids if one in SECTIONS] == list(SECTIONS)
    assert found.words.rstrip().endswith("Appraisal is not printed yet.")


def test_headings_do_not_skip_a_level_and_tables_have_captions_and_scopes() -> None:
    found, html = page(), render_report(TABLES, COVER)

    levels = [int(tag[1]) for tag in found.tags if tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert found.tags.count("table") == found.tags.count("caption")
    assert "<th>" not in html


def test_a_gap_cell_leads_to_its_sentence_and_the_sentence_to_its_studies() -> None:
    html = render_report(TABLES, COVER)

    assert 'href="#gap-edi.EDI.AGE.workforce"' in html
    assert html.count("None of the 1 studies reports on age.") == 2
    family = html.split('id="gap-edi.EDI.workforce"')[1].split("</p>")[0]
    assert "Marsh 2019" in family


def test_what_stays_in_the_team_does_not_reach_the_page() -> None:
    config = {
        "title": "A review",
        "team": "Anna Invented",
        "reviewers": [{"id": "ak", "name": "Anna Invented", "role": "lead"}],
        "leaves_team": {"names": False},
    }

    quiet = page(cover=cover_of(config, {})).words
    named = page(cover=cover_of({**config, "leaves_team": {"names": True}}, {})).words

    assert "Anna" not in quiet
    assert "a note between coders" not in quiet
    assert "person 1, lead" in quiet
    assert "Anna Invented, lead" in named


def test_the_text_around_a_quote_is_shown_when_it_is_given() -> None:
    passages = [
        Passage("sub folder/d 1.pdf", 3, 0, 9, "It is so.", "", Zone.BODY),
        Passage("sub folder/d 1.pdf", 3, 10, 58, QUOTE, "", Zone.BODY),
        Passage("sub folder/d 1.pdf", 3, 59, 70, "That is all.", "", Zone.BODY),
        Passage("sub folder/d 1.pdf", 3, 71, 80, "Page 3 of 9", "", Zone.RUNNING),
    ]

    html = render_report(replace(TABLES, contexts=surroundings(TABLES.extracts, passages)), COVER)

    target = html.split('id="extract-X1"')[1].split("</article>")[0]
    assert '<span class="around">It is so.</span>' in target
    assert '<span class="around">That is all.</span>' in target
    assert "Page 3 of 9" not in target


def test_the_same_tables_give_the_same_bytes() -> None:
    assert render_report(TABLES, COVER) == render_report(TABLES, COVER)


def test_a_report_that_waits_for_its_text_has_an_address_to_follow_and_nothing_else_becomes_one() -> None:
    waits = [
        ToRetrieve(f"R{at}", f"Report {at}", "", "", "", link)
        for at, link in enumerate(("https://doi.org/10.5555/x", "javascript:alert(1)"))
    ]

    page = render_report(replace(TABLES, to_retrieve=tuple(waits)), COVER)

    assert '<a href="https://doi.org/10.5555/x" rel="noreferrer">' in page
    assert 'href="javascript' not in page


def test_a_theme_shows_its_frame_what_only_quotes_and_what_speaks_against_its_parts() -> None:
    against = replace(EXTRACT, extract_id="X2", quote="Nobody asked.")
    row = replace(TABLES.themes[0], negative_of_parts=("X2",), quotes=1, quoting=1, frame=("Definitions 1",), new=1)

    found = page(replace(TABLES, extracts=(EXTRACT, against), themes=(row,))).words

    assert (
        "1 study and 1 quote (1 more quotes these); from the frame: Definitions 1; new: 1 quote that fits no" in found
    )
    assert "What speaks against its parts" in found
    assert "Nobody has recorded yet" not in found
