"""The rules of the house, each as a sentence; what breaks one is named with its file and line.

Every check is a function of source text, so that a second test can show what it catches.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

# Imports go one way: each may import itself and those before it.
ORDER = ("identification", "screening", "extraction", "synthesis", "reporting", "workflow")
PACKAGES = ORDER[:-1]
NO_NAMES_FOR_MODULES = ("utils", "util", "common", "misc", "helpers", "helper")
LONGEST_FILE = 300
LONGEST_SCRIPT = 30
# Files that are longer than LONGEST_FILE, each with the reason why it stays one file.
LONG_FOR_A_REASON: dict[str, str] = {
    "identification/vocabulary.py": "every closed list of words in one place, each looked up by its name",
}
# Functions that take the folder of a review as an argument and know where a run has put things in it.
KNOW_A_REVIEWS_FOLDERS = {
    ("screening/opening.py", "open_desk"): "opens a reviewer's desk for a notebook, which is given the review's folder",
    ("extraction/opening.py", "open_workplace"): "opens a coder's place for a notebook, which is given the folder",
    ("synthesis/theme_opening.py", "open_theme_place"): "opens a place at the themes for a notebook, given the folder",
    ("screening/opening.py", "open_place"): "what stands beside that desk's records, from the same folder",
    ("reporting/dashboard_opening.py", "open_dashboard"): "the state of a review for a notebook, given the folder",
    ("screening/refitting.py", "open_refit"): "fits the queue of that desk anew, from the tables of the same folder",
    ("screening/requeueing.py", "open_basis"): "reads those tables in the process in which that queue is fitted",
    ("screening/pair_desk.py", "open_pair_desk"): "opens a desk at doubtful pairs for a notebook, given the folder",
    ("extraction/report_card.py", "open_report_card"): "the card of a notebook, which is given the review's folder",
}
OPENING = re.compile(r"open|(Pure|PurePosix)?Path|joinpath|r?glob|(read|write|append|load)_\w+|copy\w*|rmtree|mkdir")
ONES_OWN_PLACE = re.compile(r"(results|review|config)(/|$)")
LOGIC = (ast.If, ast.For, ast.While, ast.Try, ast.Match, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
EXPRESSED_LOGIC = (ast.IfExp, ast.Lambda)
DIRECTIVES = ("input", "output", "log", "benchmark", "conda", "message", "script")


# ------------------------------------------------------------------------------------------------------ the packages


def test_imports_go_one_way(root: Path) -> None:
    assert [fault for path, text in code(root, *ORDER) for fault in wrong_arrows(path, text)] == []


def test_no_package_imports_snakemake(root: Path) -> None:
    assert [fault for path, text in code(root, *PACKAGES) for fault in imports_of_snakemake(path, text)] == []


def test_packages_open_no_path_that_they_were_not_given(root: Path) -> None:
    assert [fault for path, text in code(root, *PACKAGES) for fault in own_places(path, text)] == []


def test_no_module_has_a_name_that_says_nothing(root: Path) -> None:
    assert [path for path, _ in code(root, *ORDER) if Path(path).stem in NO_NAMES_FOR_MODULES] == []


def test_no_file_of_the_packages_is_too_long_without_a_reason(root: Path) -> None:
    lengths = {path: len(text.splitlines()) for path, text in code(root, *ORDER)}

    too_long = {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE}

    assert too_long.keys() == LONG_FOR_A_REASON.keys(), f"over {LONGEST_FILE} lines: {too_long}; split, or say why"


def test_everything_public_is_explained_and_typed(root: Path) -> None:
    assert [fault for path, text in code(root, *ORDER) for fault in unexplained(path, text)] == []


# ------------------------------------------------------------------------------------------------ scripts and rules


def test_scripts_hold_no_logic_and_are_short(root: Path) -> None:
    assert [fault for path, text in code(root, "workflow/scripts") for fault in logic(path, text)] == []


def test_every_rule_says_what_it_is_and_leaves_its_traces(root: Path) -> None:
    assert [fault for rule in rules(root) for fault in incomplete(rule)] == []


def test_rules_write_below_results_only(root: Path) -> None:
    assert [fault for rule in rules(root) for fault in strays(rule)] == []


def test_rule_script_and_sources_have_one_name(root: Path) -> None:
    assert [fault for rule in rules(root) for fault in renamed(rule)] == []


def test_no_script_is_without_a_rule(root: Path) -> None:
    used = {Path(string).stem for rule in rules(root) for string in rule.strings("script")}

    assert {path.stem for path in (root / "workflow/scripts").glob("*.py")} - used == set()


def test_a_stage_has_one_name_as_package_rules_file_and_results_folder(root: Path) -> None:
    written = {(Path(rule.file).stem, place) for rule in rules(root) for place in rule.strings("output")}

    assert {path.stem for path in (root / "workflow/rules").glob("*.smk")} - {"common"} == set(PACKAGES)
    assert {(stage, place) for stage, place in written if not place.startswith(f"results/{stage}/")} == {
        ("reporting", "results/next_steps.md"),
        ("reporting", "results/manifest.json"),
    }


# --------------------------------------------------------------------------------------------- what the checks catch


@pytest.mark.parametrize(
    ("path", "text", "fault"),
    [
        ("identification/a.py", "from reporting.flow import x", "a.py:1: identification must not import reporting"),
        ("screening/a.py", "def f():\n    import synthesis.gaps", "a.py:2: screening must not import synthesis"),
        ("synthesis/a.py", "import workflow.job as job", "a.py:1: synthesis must not import workflow"),
        ("reporting/a.py", "import_module('workflow.job')", "a.py:1: reporting must not import workflow"),
        ("reporting/a.py", "from synthesis import gaps\nfrom . import flow", ""),
    ],
)
def test_an_arrow_against_the_stream_is_seen(path: str, text: str, fault: str) -> None:
    assert "".join(wrong_arrows(path, text)).endswith(fault)
    assert bool(wrong_arrows(path, text)) == bool(fault)


@pytest.mark.parametrize(
    "text", ["import snakemake", "from snakemake.script import x", "def f():\n    print(snakemake)"]
)
def test_snakemake_in_a_package_is_seen(text: str) -> None:
    assert len(imports_of_snakemake("reporting/a.py", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "open('results/a.csv')",
        "x = Path('review') / name",
        "x = folder / 'config/config.yaml'",
        "read_table(f'results/{name}.csv', Row)",
        "PLACE = 'review/studies.csv'\ndef f(folder):\n    return folder / PLACE",
        "def open_desk(folder):\n    return folder / 'results/a.csv'",
    ],
)
def test_a_path_that_was_not_given_is_seen(text: str) -> None:
    assert len(own_places("extraction/a.py", text)) == 1


def test_a_sentence_that_names_a_path_is_no_path() -> None:
    text = "PLACE = 'review/studies.csv'\nraise InputError('no row', file=PLACE, remedy='see results/a.csv')\n"

    assert own_places("extraction/a.py", text) == []


def test_functions_that_know_a_reviews_folders_still_need_to(root: Path) -> None:
    for (file, function), reason in KNOW_A_REVIEWS_FOLDERS.items():
        text = (root / file).read_text(encoding="utf-8").replace(f"def {function}(", "def of_another_name(")
        assert own_places(file, text), f"{function} in {file} is allowed paths ({reason}) and has none"


@pytest.mark.parametrize(
    "text",
    [
        *("if x:\n    pass", "for x in y:\n    pass", "with a:\n    while x:\n        pass", "def f():\n    pass"),
        *("class A:\n    pass", "try:\n    pass\nfinally:\n    pass", "x = 1 if y else 2", "f = lambda: 1", "x\n" * 31),
    ],
)
def test_logic_in_a_script_is_seen(text: str) -> None:
    assert len(logic("workflow/scripts/a.py", text)) == 1


def test_a_comprehension_is_no_logic() -> None:
    assert logic("workflow/scripts/a.py", "rows = [row for path in paths for row in read(path)]") == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("def f(x: int) -> int: ...", "f has no docstring"),
        ("class A:\n    'A.'\n    def f(self) -> None: ...", "f has no docstring"),
        ("def f(x) -> int:\n    'A.'", "x of f has no type"),
        ("def f(x: int):\n    'A.'", "what f returns has no type"),
        ("def _f(x: int) -> int: ...\nclass A:\n    'A.'\n    def _f(self) -> None: ...", ""),
    ],
)
def test_what_is_not_explained_or_typed_is_seen(text: str, fault: str) -> None:
    assert "".join(unexplained("reporting/a.py", text)).endswith(fault)
    assert bool(unexplained("reporting/a.py", text)) == bool(fault)


GOOD = '''
rule make_table:
    """A table."""
    input:
        a="results/reporting/a.csv",
        source=source("make_table"),
    output:
        b="results/reporting/b.csv",
        c=directory("results/reporting/c"),
    log:
        "results/logs/make_table.log",
    benchmark:
        "results/benchmarks/make_table.tsv"
    conda:
        "../../environment.yml"
    message:
        "Making a table"
    script:
        "../scripts/make_table.py"
'''


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('    """A table."""\n', "", "make_table has no docstring"),
        ("a=", "", "an input of make_table has no name"),
        ('b="results/reporting/b.csv"', '"results/reporting/b.csv"', "an output of make_table has no name"),
        ("    log:\n", "    threads: 1\n    resources:\n", "make_table has no log"),
        ("    script:\n", "    shell:\n", "make_table has no script"),
        ("    script:\n", "    run:\n", "make_table has run; use script"),
        ('"Making a table"', "lambda wildcards: 1", "make_table has a lambda"),
        ('        source=source("make_table"),\n', "", "make_table does not name its sources"),
        ('b="results/reporting/b', 'b="review/b', "make_table writes review/b.csv"),
        ('directory("results/reporting/c")', 'place("c")', "make_table: output c is not written out as a path"),
        ("logs/make_table.log", "make_table.log", "make_table writes its log to results/make_table.log"),
        (
            "benchmarks/make_table",
            "benchmarks/other",
            "make_table writes its benchmark to results/benchmarks/other.tsv",
        ),
        ("scripts/make_table", "scripts/make_tables", "make_table runs the script make_tables"),
        ('source("make_table")', 'source("other")', "make_table watches the sources of other"),
    ],
)
def test_a_rule_that_breaks_the_house_is_seen(old: str, new: str, fault: str) -> None:
    assert GOOD.count(old) == 1
    (rule,) = parse_rules("workflow/rules/a.smk", GOOD.replace(old, new))

    assert f"workflow/rules/a.smk:2: {fault}" in [*incomplete(rule), *strays(rule), *renamed(rule)]


def test_a_rule_that_keeps_the_house_has_no_fault() -> None:
    (rule,) = parse_rules("workflow/rules/a.smk", GOOD)

    assert [*incomplete(rule), *strays(rule), *renamed(rule)] == []


# ------------------------------------------------------------------------------------------------- checks of Python


def code(root: Path, *folders: str) -> list[tuple[str, str]]:
    """The Python files below some folders, by their names below the root, with their text."""
    paths = sorted({path for folder in folders for path in (root / folder).rglob("*.py")})
    assert paths, f"nothing lies in {', '.join(folders)}"
    return [(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")) for path in paths]


def wrong_arrows(path: str, text: str) -> list[str]:
    own = path.split("/")[0]
    later = [*ORDER[ORDER.index(own) + 1 :], "tests", "examples", "launch"]
    return [
        f"{path}:{line}: {own} must not import {module.split('.')[0]}"
        for module, line in imported(text)
        if module.split(".")[0] in later
    ]


def imports_of_snakemake(path: str, text: str) -> list[str]:
    lines = [line for module, line in imported(text) if module.split(".")[0] == "snakemake"]
    names = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)]
    lines += [name.lineno for name in names if name.id == "snakemake"]
    return [f"{path}:{line}: a package knows nothing of snakemake" for line in lines]


def imported(text: str) -> Iterator[tuple[str, int]]:
    """Every module that is imported, anywhere in a file, also by a call, with its line."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or "", node.lineno
        elif isinstance(node, ast.Call) and name_of(node.func) in ("import_module", "__import__"):
            yield from ((str(one.value), node.lineno) for one in node.args if isinstance(one, ast.Constant))


def own_places(path: str, text: str) -> list[str]:
    """Where a file joins or opens a path in a review that nobody gave it."""
    tree = ast.parse(text)
    allowed = {function for file, function in KNOW_A_REVIEWS_FOLDERS if file == path}
    passed = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and function.name in allowed
        for node in ast.walk(function)
    }
    places = place_names(tree)
    return [
        f"{path}:{node.lineno}: opens a path that it was not given: {ast.unparse(node)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.expr) and id(node) not in passed
        if any(is_own_place(part, places) for part in joined_or_opened(node))
    ]


def joined_or_opened(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        return [node.left, node.right]
    if isinstance(node, ast.Call) and OPENING.fullmatch(name_of(node.func)):
        return list(node.args)
    return []


def is_own_place(node: ast.expr, places: set[str]) -> bool:
    if isinstance(node, ast.JoinedStr) and node.values:
        return is_own_place(node.values[0], places)
    if isinstance(node, ast.Name):
        return node.id in places
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(ONES_OWN_PLACE.match(node.value))


def place_names(tree: ast.Module) -> set[str]:
    """The constants of a module that hold such a path."""
    found = set()
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                pairs = [(target, statement.value)]
                if isinstance(target, ast.Tuple) and isinstance(statement.value, ast.Tuple):
                    pairs = list(zip(target.elts, statement.value.elts, strict=True))
                found |= {name.id for name, value in pairs if isinstance(name, ast.Name) and is_own_place(value, set())}
    return found


def unexplained(path: str, text: str) -> list[str]:
    return [f"{path}:{node.lineno}: {fault}" for node, fault in _unexplained(ast.parse(text))]


def _unexplained(holder: ast.Module | ast.ClassDef) -> Iterator[tuple[ast.stmt, str]]:
    for node in holder.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            hidden = node.name.startswith("_")
            if not hidden and not ast.get_docstring(node):
                yield node, f"{node.name} has no docstring"
            if isinstance(node, ast.ClassDef):
                yield from () if hidden else _unexplained(node)
            else:
                yield from ((node, fault) for fault in untyped(node))


def untyped(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    known = function.args
    taken = [*known.posonlyargs, *known.args, *known.kwonlyargs, *filter(None, (known.vararg, known.kwarg))]
    bare = [one.arg for one in taken if one.annotation is None and one.arg not in ("self", "cls")]
    faults = [f"{name} of {function.name} has no type" for name in bare]
    return faults + [f"what {function.name} returns has no type"] * (function.returns is None)


def logic(path: str, text: str) -> list[str]:
    faults = [
        f"{path}:{node.lineno}: a script holds no {type(node).__name__}; it belongs in a package"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, LOGIC + EXPRESSED_LOGIC)
    ]
    lines = len(text.splitlines())
    return faults + [f"{path}: {lines} lines, and a script has at most {LONGEST_SCRIPT}"] * (lines > LONGEST_SCRIPT)


def name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


# ------------------------------------------------------------------------------------------------- checks of rules


@dataclass(frozen=True)
class Rule:
    """One rule as it is written: its docstring, and the text of each directive as the arguments of a call."""

    file: str
    line: int
    name: str
    docstring: str
    parts: dict[str, ast.Call]

    @property
    def is_default(self) -> bool:
        """Whether this is the rule that a plain run builds."""
        return "default_target" in self.parts

    def strings(self, part: str) -> list[str]:
        """Every text that stands in a directive."""
        nodes = ast.walk(self.parts[part]) if part in self.parts else ()
        return [str(node.value) for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]

    def fault(self, words: str) -> str:
        """A sentence with its place."""
        return f"{self.file}:{self.line}: {self.name} {words}"


def rules(root: Path) -> list[Rule]:
    """Every rule of the workflow; a rule that this parser does not see would make all sentences above hollow."""
    files = [root / "Snakefile", *sorted((root / "workflow/rules").glob("*.smk"))]
    texts = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in files}
    found = [rule for file, text in texts.items() for rule in parse_rules(file, text)]
    begun = sum(len(re.findall(r"(?m)^\s*(?:rule|checkpoint)\b", text)) for text in texts.values())
    assert len(found) == begun > len(PACKAGES)
    return found


def parse_rules(file: str, text: str) -> list[Rule]:
    return [
        Rule(file, text.count("\n", 0, found.start()) + 1, found[1], docstring_of(found[2]), parts_of(found[2]))
        for found in re.finditer(r"^rule (\w+):\n((?: {4}.*\n|\n)*)", text, re.MULTILINE)
    ]


def docstring_of(body: str) -> str:
    found = re.match(r'\s*"""(.+?)"""\n', body, re.DOTALL)
    return found[1] if found else ""


def parts_of(body: str) -> dict[str, ast.Call]:
    """The directives of a rule; snakefmt keeps them at four spaces, and what they say at eight or behind the colon."""
    found = re.finditer(r"^ {4}(\w+):(.*\n(?: {8}.*\n|\n)*)", body, re.MULTILINE)
    said = {one[1]: "" if one[1] == "run" else one[2].strip() for one in found}
    calls = {name: ast.parse(f"call({words}\n)", mode="eval").body for name, words in said.items()}
    return {name: call for name, call in calls.items() if isinstance(call, ast.Call)}


def incomplete(rule: Rule) -> list[str]:
    faults = [] if rule.docstring else [rule.fault("has no docstring")]
    # A benchmark would be an output to Snakemake, and the default rule, which has none, is to run every time.
    wanted = [part for part in DIRECTIVES if part not in ("output", "benchmark") or not rule.is_default]
    faults += [rule.fault(f"has no {part}") for part in wanted if part not in rule.parts]
    faults += [rule.fault(f"has {part}; use script") for part in ("run", "shell") if part in rule.parts]
    nodes = [node for call in rule.parts.values() for node in ast.walk(call)]
    faults += [rule.fault("has a lambda")] * any(isinstance(node, ast.Lambda) for node in nodes)
    for part in ("input", "output"):
        if part in rule.parts and rule.parts[part].args:
            faults.append(f"{rule.file}:{rule.line}: an {part} of {rule.name} has no name")
    named = [one.arg for one in rule.parts["input"].keywords] if "input" in rule.parts else []
    return faults + [rule.fault("does not name its sources")] * ("source" not in named)


def strays(rule: Rule) -> list[str]:
    """What a rule writes elsewhere than below results/, or under another name than its own."""
    faults = [rule.fault(f"writes {place}") for place in rule.strings("output") if not place.startswith("results/")]
    for one in rule.parts["output"].keywords if "output" in rule.parts else []:
        value = one.value
        if isinstance(value, ast.Call) and name_of(value.func) == "directory":
            value = value.args[0]
        if not isinstance(value, ast.Constant):
            faults.append(f"{rule.file}:{rule.line}: {rule.name}: output {one.arg} is not written out as a path")
    for part, ending in (("log", "log"), ("benchmark", "tsv")):
        own = re.compile(rf"results/{part}s/{rule.name}(/\{{\w+\}})?\.{ending}")
        faults += [rule.fault(f"writes its {part} to {at}") for at in rule.strings(part) if not own.fullmatch(at)]
    return faults


def renamed(rule: Rule) -> list[str]:
    """Whether rule, script and sources have one name; the default rule is named after what it builds."""
    scripts = [Path(place).stem for place in rule.strings("script")]
    name = scripts[0] if rule.is_default and scripts else rule.name
    inputs = rule.parts["input"].keywords if "input" in rule.parts else []
    sources = [text for one in inputs if one.arg == "source" for text in strings_in(one.value)]
    faults = [rule.fault(f"runs the script {script}") for script in scripts if script != name]
    return faults + [rule.fault(f"watches the sources of {one}") for one in sources if one != name]


def strings_in(node: ast.expr) -> list[str]:
    return [str(one.value) for one in ast.walk(node) if isinstance(one, ast.Constant)]
