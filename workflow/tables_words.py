"""What the page of tables says around its tables."""

EVIDENCE_TABLES = "results/reporting/tables"
HEAD = """\
# Tables

Every table of a review with all of its columns. CSV files are UTF-8 with one header and sorted by their first column;
every value is read as text and then put into its type, so that a note "NA" stays a note. A list stands in its cell as
JSON, a number that is not whole has up to six digits. JSONL files hold one JSON object a line, in reading order. An
empty cell means that there is no such value, never nought.

This page is made from the types in the code by `python3 launch.py docs`; change the wording there.
"""
WRITTEN = """
## What the workflow writes

Everything below `results/` can be deleted and is built again. `{document}` stands for the name of a full text.

"""
HELD = """
## What people keep

The workflow reads these and never writes them; commands that a person gives append to them. Columns may stand in any
order, and an optional one may be left out.

"""
DECIDED = """
The words that an event's `decision` may be. `withdrawn` takes back the event that it `replaces`.

| kind of event | decision |
|---|---|
"""
FOR_READERS = f"""
## Evidence tables

One CSV file below `{EVIDENCE_TABLES}/` per sheet of `evidence_tables.xlsx`, in words for readers. No rule
reads them: the numbers in them come from the tables above. The characteristics of included studies have one more column
for each characteristic of the codebook, the matrices one for each skill and each element, the overlap one for each
source.

| file | what it shows | columns |
|---|---|---|
"""
