"""What does a title say beside its words? A notice, a remark of the database, a part, a language."""

import re

from identification.repair import plain

NOTICES = {
    "erratum": r"\b(?:erratum|errata|corrigend(?:um|a)|correction|author correction|publisher correction)\b",
    "retraction": r"\b(?:retract(?:ion|ed)|expression of concern|withdrawn)\b",
    "reply": r"\b(?:reply|repl(?:y|ies) to|response to|author(?:s)? response|comments? on|commentary on|letter to)\b",
}
NOTICE_KINDS = {name: re.compile(pattern) for name, pattern in NOTICES.items()}
ANY_NOTICE = re.compile("|".join(NOTICES.values()))
# What databases add to a title: "[Review] [33 refs]", "[Erratum appears in ...]", "(vol 12, pg 3, 2010)", and CINAHL's
# "...Reprinted with permission from ...".
TITLE_REMARK = re.compile(
    r"(?<=\S)\s*\.?\s*(?:(?:\[[^\]]*\]?\s*|\(vol [^)]*\)\s*)+|\.{2,}\s*reprinted (?:with permission )?from\b.*)$",
    re.IGNORECASE,
)
# A remark that only points to a notice elsewhere: the record is the article's.
POINTER = re.compile(
    r"[\[(](?:erratum|comment|retraction|correction|update)s?\s+(?:appears?|published)?\s*in\b[^\])]*[\])]?"
    r"|\[see comments?\]",
    re.IGNORECASE,
)
PROTOCOL = re.compile(r"\bprotocol\b")
SUMMARY = re.compile(r"\b(?:(?:executive|lay|plain language|short) summary|summary report)\b")
# "In", "a" and "on" are words of other languages too, and "de" stands in names; a marked letter alone may be a name's.
ENGLISH = re.compile(r"\b(?:the|of|and|for|with|among|from|by|is|are|to)\b")
# Any letter but the 26 of English and the Greek ones of its sciences.
FOREIGN = re.compile(r"[^\W\d_a-zα-ω]")


def without_remark(title: str) -> str:
    """A title without what a database added at its end; the title itself where nothing else would be left.

    >>> without_remark("Leading across boundaries [Review] [33 refs]"), without_remark("[Leiten über Grenzen]")
    ('Leading across boundaries', '[Leiten über Grenzen]')
    """
    marked = "[" in title or "(" in title or ".." in title
    return (TITLE_REMARK.sub("", title) or title) if marked else title


def notice_kind(title: str) -> str:
    """Whether a title is that of an erratum, a retraction or a reply; nothing for an article of its own.

    >>> notice_kind("Erratum to: Leading across boundaries"), notice_kind("Leading across boundaries")
    ('erratum', '')
    >>> notice_kind("Leading across boundaries. [Erratum appears in J Invent Manag 2009;4:12]")
    ''
    """
    words = plain(POINTER.sub("", title) if "[" in title or "(" in title else title)
    edges = f"{words[:60]} | {words[-30:]}"
    if not ANY_NOTICE.search(edges):
        return ""
    return next((name for name, pattern in NOTICE_KINDS.items() if pattern.search(edges)), "")


def other_languages(a: str, b: str) -> bool:
    """Whether one title is English and the other, by a letter that English has not and no English word, is not.

    >>> other_languages("Normal and pathological states of love", "État amoureux normal et pathologique")
    True
    >>> other_languages("Leading systems in Łódź and Kraków", "Trust between boards")
    False
    """
    english = [bool(ENGLISH.search(plain(title))) for title in (a, b)]
    foreign = [bool(FOREIGN.search(title.casefold())) for title in (a, b)]
    return (english[0] and foreign[1] and not english[1]) or (english[1] and foreign[0] and not english[0])
