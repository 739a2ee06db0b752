"""Are quotes found again in our text layer when another engine read them, and is an altered quote ever taken for one?

    python benchmarks/anchors.py FOLDER [--quotes N] [--no-peers] [--json FILE]

A folder holds PDFs and, where there is a truth, <key>.json with the article's text under "all". Quotes are sentences of
the text that pdfplumber, pdfminer.six and pypdf read, each with the page that it stands on; where there is a truth only
those whose letters stand in it, since pdfplumber reads across columns and nobody codes what no article says. `found` is
the share found again in our text layer of that page, `exact` and `letters` of that how.

False anchors: altered quotes (a letter, a digit, a decimal point, a sign of comparison, a negation, a first word cut to
its end, two sentences spliced) that come back as if they were the quote, and quotes of other documents that come back
at all. A quote that comes back as "near" is set aside with the words that stand there, so that an altered one is not
taken for the quote; of a foreign one even that is false.

Peers on the same quotes: exact matching, exact matching without blanks at line ends, and likeness alone (rapidfuzz,
partial ratio of 90). pypdf runs in an environment of its own, which the first run makes (that needs a network).
"""

import argparse
import json
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from rapidfuzz import fuzz

from extraction.anchors import EXACT, LETTERS, NEAR, find_quote
from extraction.passages import sentences
from extraction.reading import read_document
from extraction.text_layer import Page

PEER_PACKAGE = "pypdf==6.4.0"
PEER_ENVIRONMENT = ROOT / "results" / "peers" / "pypdf"
PYPDF = """
import json, sys, logging
logging.disable(logging.CRITICAL)
from pypdf import PdfReader
print(json.dumps([page.extract_text() or "" for page in PdfReader(sys.argv[1]).pages]))
"""
# Words of a quote: people code from half a sentence to a long one.
WORDS = (6, 45)
FALSE = 300
SEED = 7


class Quote(NamedTuple):
    """A sentence as one engine reads it, and the page where it stands."""

    document: str
    page: int
    text: str


Pages = Mapping[str, Sequence[Page]]
Matcher = Callable[[Quote, Sequence[Page]], str]


def ours(quote: Quote, pages: Sequence[Page]) -> str:
    """How our anchors find a quote: exact, letters and digits, near, or nothing."""
    found = find_quote(quote.text, quote.page, 0, len(quote.text), pages)
    return found.found if found else ""


def exactly(quote: Quote, pages: Sequence[Page]) -> str:
    """Letter by letter, as a search in a file does."""
    return EXACT * any(quote.text in page.text for page in pages)


def without_breaks(quote: Quote, pages: Sequence[Page]) -> str:
    """Letter by letter, any run of blanks and line ends as one blank."""
    wanted = " ".join(quote.text.split())
    return EXACT * any(wanted in " ".join(page.text.split()) for page in pages)


def by_likeness(quote: Quote, pages: Sequence[Page]) -> str:
    """By likeness alone: what is 90 of 100 alike is taken for the quote."""
    return LETTERS * any(fuzz.partial_ratio(quote.text, page.text, score_cutoff=90) > 0 for page in pages)


MATCHERS: dict[str, Matcher] = {
    "rapid-evidence-review": ours,
    "exact": exactly,
    "exact, one blank": without_breaks,
    "likeness of 90": by_likeness,
}


def pdfplumber_pages(path: Path) -> list[str]:
    """What pdfplumber reads by its defaults."""
    import pdfplumber

    with pdfplumber.open(path) as opened:
        return [page.extract_text() or "" for page in opened.pages]


def pdfminer_pages(path: Path) -> list[str]:
    """What pdfminer.six reads by its defaults."""
    from pdfminer.high_level import extract_text

    return extract_text(path).split("\f")[:-1]


def pypdf_pages(path: Path) -> list[str]:
    """What pypdf reads by its defaults, in an environment of its own."""
    python = PEER_ENVIRONMENT / "bin" / "python"
    if not python.exists():
        uv = [sys.executable, "-m", "uv"]
        subprocess.run([*uv, "venv", "-q", "--python", "3.11", PEER_ENVIRONMENT], check=True)
        subprocess.run([*uv, "pip", "install", "-q", "--python", python, PEER_PACKAGE, "cryptography"], check=True)
    done = subprocess.run([python, "-c", PYPDF, path], capture_output=True, text=True, check=False)
    return list(json.loads(done.stdout)) if not done.returncode else []


ENGINES: dict[str, Callable[[Path], list[str]]] = {
    "pdfplumber": pdfplumber_pages,
    "pdfminer.six": pdfminer_pages,
    "pypdf": pypdf_pages,
}


def squash(text: str) -> str:
    """Letters and digits of the alphabet, in small letters: how a truth is compared."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def quotes_of(path: Path, engine: Callable[[Path], list[str]], wanted: int, chance: random.Random) -> list[Quote]:
    """Some sentences of a document as an engine reads them; with a truth only those that the article has."""
    try:
        pages = engine(path)
    except Exception:
        return []
    truth_file = path.with_suffix(".json")
    truth = squash(json.loads(truth_file.read_text(encoding="utf-8"))["all"]) if truth_file.exists() else ""
    found = []
    for number, page in enumerate(pages, start=1):
        for start, end in sentences(page, 0, len(page)):
            text = page[start:end]
            if WORDS[0] <= len(text.split()) <= WORDS[1] and (not truth or squash(text) in truth):
                found.append(Quote(path.name, number, text))
    return chance.sample(found, min(wanted, len(found)))


def own_sentences(pages: Pages, chance: random.Random) -> list[Quote]:
    """The sentences of our own text layer, in any order."""
    found = [
        Quote(name, page.page, page.text[start:end])
        for name, listed in pages.items()
        for page in listed
        for start, end in sentences(page.text, 0, len(page.text))
        if WORDS[0] <= len(page.text[start:end].split()) <= WORDS[1]
    ]
    chance.shuffle(found)
    return found


def altered(pages: Pages, wanted: int) -> Iterator[tuple[str, Quote]]:
    """Quotes of our own text layer, each changed in one way that changes what it says, in turn."""
    chance, made = random.Random(SEED), Counter[str]()
    own = own_sentences(pages, chance)
    words = {name: f" {' '.join(' '.join(page.text for page in listed).split())} " for name, listed in pages.items()}
    for number, quote in enumerate(own):
        for way in sorted(CHANGES, key=made.__getitem__):
            text = CHANGES[way](quote.text, own[number - 1].text, chance)
            if text and text != quote.text and f" {' '.join(text.split())} " not in words[quote.document]:
                made[way] += 1
                yield way, quote._replace(text=text)
                break
        if sum(made.values()) == wanted:
            return


def foreign(pages: Pages, wanted: int) -> Iterator[Quote]:
    """Sentences of one document, to be looked for in another one that does not hold them letter by letter."""
    chance, left = random.Random(SEED + 1), wanted
    letters = {name: squash(" ".join(page.text for page in listed)) for name, listed in pages.items()}
    for quote in own_sentences(pages, chance) if len(pages) > 1 else ():
        other = chance.choice([name for name in sorted(pages) if name != quote.document])
        if left and squash(quote.text) not in letters[other]:
            left -= 1
            yield quote._replace(document=other)


def change_letter(text: str, other: str, chance: random.Random) -> str:
    """One letter within a word is another one."""
    at = chance.choice([place for place, one in enumerate(text) if one.isascii() and one.isalpha()] or [0])
    return text[:at] + chance.choice([one for one in "abdefgknoprstu" if one != text[at].lower()]) + text[at + 1 :]


def change_digit(text: str, other: str, chance: random.Random) -> str:
    """One digit is another one."""
    places = [place for place, one in enumerate(text) if one in "0123456789"]
    if not places:
        return ""
    at = chance.choice(places)
    return text[:at] + str((int(text[at]) + chance.randint(1, 9)) % 10) + text[at + 1 :]


def drop_point(text: str, other: str, chance: random.Random) -> str:
    """A decimal point is gone."""
    return re.sub(r"(?<=\d)\.(?=\d)", "", text, count=1)


def turn_sign(text: str, other: str, chance: random.Random) -> str:
    """Less is more."""
    return text.translate(str.maketrans("<>≤≥", "><≥≤"))


def negate(text: str, other: str, chance: random.Random) -> str:
    """A negation is put in, or left out."""
    without = re.sub(r"\b(?:not|no|never|without) ", "", text, count=1)
    return (
        without if without != text else re.sub(r"\b(is|was|were|are|has|have|can|did|may) ", r"\1 not ", text, count=1)
    )


def cut_word(text: str, other: str, chance: random.Random) -> str:
    """The first word loses its beginning: unable, able."""
    first, _, rest = text.partition(" ")
    return f"{first[2:]} {rest}" if len(first) > 5 and first.isalpha() else ""


def splice(text: str, other: str, chance: random.Random) -> str:
    """Half of one sentence and half of another."""
    a, b = text.split(), other.split()
    return " ".join(a[: len(a) // 2] + b[len(b) // 2 :])


CHANGES: dict[str, Callable[[str, str, random.Random], str]] = {
    "letter": change_letter,
    "digit": change_digit,
    "decimal point": drop_point,
    "sign": turn_sign,
    "negation": negate,
    "first word cut": cut_word,
    "spliced": splice,
}


def read_folder(folder: Path) -> dict[str, Sequence[Page]]:
    """Our text layer of every PDF that has one."""
    layers = (read_document(path, path.name) for path in sorted(folder.glob("*.pdf")))
    return {layer.document.document_id: layer.pages for layer in layers if layer.pages}


def measure_found(folder: Path, pages: Pages, engines: Sequence[str], each: int) -> Iterator[dict[str, Any]]:
    """How many quotes of each engine each matcher finds."""
    for engine in engines:
        chance = random.Random(SEED)
        quotes = [one for name in pages for one in quotes_of(folder / name, ENGINES[engine], each, chance)]
        for tool, matcher in MATCHERS.items():
            start = time.process_time()
            how = Counter(matcher(quote, pages[quote.document]) for quote in quotes)
            spent = time.process_time() - start
            if tool == "rapid-evidence-review":
                for quote in quotes:
                    if not matcher(quote, pages[quote.document]):
                        print("  not found:", quote, file=sys.stderr)
            n = max(1, len(quotes))
            yield {
                "tool": tool,
                "quotes_from": engine,
                "quotes": len(quotes),
                "found": round(sum(count for found, count in how.items() if found) / n, 4),
                "exact": round(how[EXACT] / n, 4),
                "letters": round(how[LETTERS] / n, 4),
                "near": round(how[NEAR] / n, 4),
                "cpu_ms": round(1000 * spent / n, 2),
            }


def measure_false(pages: Pages, wanted: int) -> Iterator[dict[str, Any]]:
    """How many altered and how many foreign quotes each matcher takes for quotes of the document."""
    made = list(altered(pages, wanted // 2))
    strange = list(foreign(pages, wanted - len(made)))
    for tool, matcher in MATCHERS.items():
        false = Counter(way for way, quote in made if matcher(quote, pages[quote.document]) in (EXACT, LETTERS))
        if tool == "rapid-evidence-review":
            for way, quote in made:
                if matcher(quote, pages[quote.document]) in (EXACT, LETTERS):
                    print("  false:", way, quote, file=sys.stderr)
        strangers = sum(bool(matcher(quote, pages[quote.document])) for quote in strange)
        shown = sum(matcher(quote, pages[quote.document]) == NEAR for _, quote in made)
        yield {
            "tool": tool,
            "altered": len(made),
            "false_altered": sum(false.values()),
            "by_change": dict(false),
            "made": dict(Counter(way for way, _ in made)),
            "set_aside_with_the_words": shown,
            "foreign": len(strange),
            "false_foreign": strangers,
        }


def main() -> None:
    """Print both tables, and write the figures as one JSON object a line where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quotes", type=int, default=20, help="quotes of each document and engine")
    parser.add_argument("--no-peers", action="store_true", help="without pypdf, which needs an environment of its own")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    pages = read_folder(chosen.folder)
    engines = [one for one in ENGINES if not (chosen.no_peers and one == "pypdf")]
    lines = []
    for line in chain(measure_false(pages, FALSE), measure_found(chosen.folder, pages, engines, chosen.quotes)):
        lines.append(line)
        print("  ".join(f"{name} {value}" for name, value in line.items()), flush=True)
    if chosen.json:
        chosen.json.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
