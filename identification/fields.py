"""Which tag or column holds which field of a record, per format and per dialect?

Each table names the field <- the tags or columns that may hold it, best first. Ovid, EBSCO and ProQuest write RIS with
the older tags (T1, A1, Y1, N2), Scopus and Zotero with the newer ones.
"""

from collections.abc import Mapping

from identification.bibtex import ENTRY_TYPE
from identification.endnote_xml import APPLICATION, GIVEN_ANEW, KIND

Names = Mapping[str, tuple[str, ...]]

RIS_FIELDS = {
    "title": ("TI", "T1", "CT", "BT"),
    "abstract": ("AB", "N2"),
    "authors": ("AU", "A1", "A2", "ED"),
    "year": ("PY", "Y1", "DA", "YR"),
    "venue": ("JF", "T2", "JO", "JA", "J2", "SO", "PB"),
    "volume": ("VL", "VO"),
    "issue": ("IS", "CP"),
    "pages": (),
    "first_page": ("SP", "BP", "C7"),
    "last_page": ("EP",),
    "doi": ("DO", "DI", "M3", "L3", "UR", "LK", "N1"),
    "pmid": ("PMID",),
    "issn": ("SN",),
    "url": ("UR", "LK", "L2"),
    "kind": ("TY",),
    "language": ("LA",),
    "accession": ("AN", "UT"),
}
NBIB_FIELDS = {
    "title": ("TI", "BTI", "TT"),
    "abstract": ("AB", "OAB"),
    "authors": ("FAU", "AU", "CN", "FED"),
    "year": ("DP", "DEP"),
    "venue": ("JT", "TA"),
    "volume": ("VI",),
    "issue": ("IP",),
    "pages": ("PG",),
    "doi": ("LID", "AID", "SO"),
    "pmid": ("PMID",),
    "issn": ("IS", "ISBN"),
    "kind": ("PT",),
    "language": ("LA",),
    "accession": ("PMID",),
}
OVID_FIELDS = {
    "title": ("TI", "BT", "TT"),
    "abstract": ("AB",),
    "authors": ("FA", "AU", "ED"),
    "year": ("YR", "DP", "PY"),
    "venue": ("JN", "JA", "NJ", "SO", "BT"),
    "volume": ("VO", "VI"),
    "issue": ("IP",),
    "pages": ("PG",),
    "doi": ("DO", "DI", "LI", "AI", "SO"),
    "pmid": ("PM", "UI"),
    "issn": ("IS", "SN", "IB"),
    "url": ("XL", "UR"),
    "kind": ("PT",),
    "language": ("LG", "LA"),
    "accession": ("UI", "AN"),
}
ENW_FIELDS = {
    "title": ("%T",),
    "abstract": ("%X",),
    "authors": ("%A", "%E", "%?"),
    "year": ("%D", "%8"),
    "venue": ("%J", "%B", "%S", "%I"),
    "volume": ("%V",),
    "issue": ("%N",),
    "pages": ("%P",),
    "doi": ("%R", "%M", "%U"),
    "pmid": (),
    "issn": ("%@",),
    "url": ("%U",),
    "kind": ("%0",),
    "language": ("%G",),
    "accession": ("%M",),
}
WOS_FIELDS = {
    "title": ("TI",),
    "abstract": ("AB",),
    "authors": ("AF", "AU", "BF", "BA", "BE", "CA", "GP"),
    "year": ("PY", "PD", "EA"),
    "venue": ("SO", "J9", "JI", "SE"),
    "volume": ("VL",),
    "issue": ("IS",),
    "pages": (),
    "first_page": ("BP", "AR"),
    "last_page": ("EP",),
    "doi": ("DI", "D2"),
    "pmid": ("PM",),
    "issn": ("SN", "EI", "BN"),
    "url": ("UR",),
    "kind": ("DT", "PT"),
    "language": ("LA",),
    "accession": ("UT",),
}
XML_FIELDS = {
    "title": ("titles/title",),
    "abstract": ("abstract",),
    "authors": ("contributors/authors/author", "contributors/secondary-authors/author"),
    "year": ("dates/year", "dates/pub-dates/date"),
    "venue": (
        *("periodical/full-title", "titles/secondary-title", "titles/tertiary-title", "alt-periodical/full-title"),
        *("periodical/abbr-1", "titles/alt-title", "publisher"),
    ),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "pages": ("pages",),
    "doi": ("electronic-resource-num", "urls/related-urls/url", "urls/web-urls/url"),
    "pmid": (),
    "issn": ("isbn",),
    "url": ("urls/related-urls/url", "urls/web-urls/url", "urls/text-urls/url"),
    "kind": (KIND,),
    "language": ("language",),
    "accession": ("accession-num",),
}
TITLE_COLUMNS = ("title", "article title", "document title", "primary title", "publication title", "ti", "display_name")
SHEET_FIELDS = {
    "title": ("title", "article title", "document title", "primary title", "ti", "display_name"),
    "abstract": ("abstract", "abstract note", "ab", "abstract_text", "abstracts"),
    "authors": (
        *("authors", "author", "author(s)", "author names", "author full names", "au", "author/s", "contributors"),
        *("af", "authorships.author.display_name", "authorships.raw_author_name", "author_names", "book authors"),
        "authors/creators",
    ),
    "year": (
        *("year", "publication year", "pubyear", "publication date", "date", "py", "published year"),
        *(
            "publication_year",
            "publicationdate",
            "publication_date",
            "date published",
            "pubdate",
            "date of publication",
        ),
        *("pub year", "pub date", "year published", "pd"),
    ),
    "venue": (
        *("journal", "source title", "publication title", "journal/book", "journal title", "source", "venue"),
        *("source title/anthology title", "publication", "so"),
        *("primary_location.source.display_name", "primary_location_display_name", "host_venue.display_name"),
        *("host_venue_display_name", "locations.source.display_name", "pubtitle", "journal name", "book title"),
        *("anthology title", "abbreviated source title", "journal abbreviation", "j9", "publisher"),
    ),
    "volume": ("volume", "vol", "vl", "biblio.volume", "biblio_volume"),
    "issue": ("issue", "number", "is", "issue number", "biblio.issue", "biblio_issue"),
    "pages": ("pages", "pagination", "page range"),
    "first_page": (
        *("page start", "start page", "first page", "bp", "startpage", "pagestart", "biblio.first_page"),
        *("biblio_first_page", "art. no.", "article number", "ar"),
    ),
    "last_page": (
        *("page end", "end page", "last page", "ep", "endpage", "pageend", "biblio.last_page", "biblio_last_page"),
    ),
    "doi": ("doi", "doi link", "di", "digitalobjectidentifier", "digital object identifier", "url", "link"),
    "pmid": ("pmid", "pubmed id", "pubmed_id", "medline pmid", "pm", "ids.pmid", "ids_pmid"),
    "issn": ("issn", "isbn", "issns", "sn", "isbns", "eissn", "ei", "bn", "primary_location.source.issn"),
    "url": (
        *("url", "link", "external url", "source url", "documenturl", "dimensions url", "source urls", "plink"),
        *("articleurl", "document url", "primary_location.landing_page_url", "embase link", "permalink"),
    ),
    "kind": (
        *("document type", "publication type", "item type", "type", "dt", "documenttype", "doctype", "doctypes"),
        *("articletype", "reference type"),
    ),
    "language": ("language", "language of original document", "la", "language of article", "lang"),
    "accession": (
        *("accession number", "pmid", "eid", "ut (unique wos id)", "ut (unique id)", "lens id", "publication id"),
        *("storeid", "an"),
    ),
}
BIBTEX_FIELDS = {
    "title": ("title",),
    "abstract": ("abstract",),
    "authors": ("author", "editor"),
    "year": ("year", "date"),
    "venue": ("journal", "journaltitle", "booktitle", "institution", "school", "publisher", "howpublished"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "pages": ("pages",),
    "doi": ("doi", "url", "note"),
    "pmid": ("pmid",),
    "issn": ("issn", "isbn"),
    "url": ("url",),
    "kind": (ENTRY_TYPE,),
    "language": ("language", "langid"),
    "accession": ("unique-id",),
}
FIELDS: Mapping[str, Names] = {
    "RIS": RIS_FIELDS,
    "NBIB": NBIB_FIELDS,
    "Ovid MEDLINE": OVID_FIELDS,
    "EndNote": ENW_FIELDS,
    "EndNote XML": XML_FIELDS,
    "Web of Science": WOS_FIELDS,
    "BibTeX": BIBTEX_FIELDS,
    "CSV": SHEET_FIELDS,
    "TSV": SHEET_FIELDS,
    "XLSX": SHEET_FIELDS,
}
COLUMNS = frozenset(name for names in SHEET_FIELDS.values() for name in names)
# What every entry of its format has and what says nothing to a reader.
SILENT: Mapping[str, frozenset[str]] = {
    "RIS": frozenset({"ER"}),
    "Web of Science": frozenset({"ER", "PT"}),
    "EndNote XML": frozenset({*GIVEN_ANEW, APPLICATION}),
}
