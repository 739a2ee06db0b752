from pathlib import Path

import pytest

from identification.errors import InputError
from reporting.amendments import amendments, append_reasons, changes, explain, freeze, frozen_versions, unexplained

AT = "2026-01-31T10:00:00+00:00"


def protocol(folder: Path, title: str = "A review", limits: str = "none") -> dict[str, Path]:
    """The two files of a small protocol."""
    config, codebook = folder / "config.yaml", folder / "codebook.yaml"
    config.write_text(f"title: {title}\nsources: [{{id: pubmed, limits: {limits}}}]\n")
    codebook.write_text("version: '1.0'\n")
    return {"config.yaml": config, "codebook.yaml": codebook}


def test_before_the_first_freeze_nothing_is_an_amendment(tmp_path: Path) -> None:
    assert amendments(protocol(tmp_path), tmp_path / "protocol") == []


def test_a_change_after_the_freeze_is_found_key_by_key_with_old_and_new(tmp_path: Path) -> None:
    freeze(protocol(tmp_path), tmp_path / "protocol", who="aa", at=AT)

    found = amendments(protocol(tmp_path, title="Another", limits="2010 on"), tmp_path / "protocol")

    assert [(one.key, one.old, one.new) for one in found] == [
        ("config.title", '"A review"', '"Another"'),
        ("config.sources[pubmed].limits", '"none"', '"2010 on"'),
    ]
    assert unexplained(found) == found


def test_a_comment_or_another_order_of_entries_is_no_amendment(tmp_path: Path) -> None:
    files = protocol(tmp_path)
    freeze(files, tmp_path / "protocol", who="aa", at=AT)
    files["config.yaml"].write_text("# said again\nsources: [{limits: none, id: pubmed}]\ntitle: A review\n")

    assert amendments(files, tmp_path / "protocol") == []


def test_a_reason_covers_the_change_that_it_was_given_for_and_not_the_next_one(tmp_path: Path) -> None:
    folder = tmp_path / "protocol"
    freeze(protocol(tmp_path), folder, who="aa", at=AT)
    found = amendments(protocol(tmp_path, title="Another"), folder)

    append_reasons(explain("config.title", "the commissioner asked", found, who="aa", at=AT), folder)

    assert amendments(protocol(tmp_path, title="Another"), folder)[0].reason == "the commissioner asked"
    assert unexplained(amendments(protocol(tmp_path, title="A third"), folder))


def test_freezing_again_does_not_excuse_a_change_that_nobody_explained(tmp_path: Path) -> None:
    folder = tmp_path / "protocol"
    freeze(protocol(tmp_path), folder, who="aa", at=AT)
    freeze(protocol(tmp_path, title="Another"), folder, who="aa", at=AT)

    found = amendments(protocol(tmp_path, title="Another"), folder)

    assert [(one.since, one.key, one.reason) for one in found] == [("1", "config.title", "")]


def test_a_reason_on_a_torn_line_is_asked_for_again_and_the_next_one_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "protocol"
    freeze(protocol(tmp_path), folder, who="aa", at=AT)
    found = amendments(protocol(tmp_path, title="Another"), folder)
    (folder / "amendments.jsonl").write_text('{"since": "1", "key": "config.ti')
    assert unexplained(amendments(protocol(tmp_path, title="Another"), folder))

    append_reasons(explain("config.title", "asked", found, who="aa", at=AT), folder)

    assert not unexplained(amendments(protocol(tmp_path, title="Another"), folder))


def test_a_reason_for_a_key_that_did_not_change_brings_the_likely_key(tmp_path: Path) -> None:
    freeze(protocol(tmp_path), tmp_path / "protocol", who="aa", at=AT)
    found = amendments(protocol(tmp_path, title="Another"), tmp_path / "protocol")

    with pytest.raises(InputError, match="Did you mean 'config.title'"):
        explain("config.titel", "asked", found, who="aa", at=AT)


def test_the_same_protocol_is_not_frozen_twice_and_versions_count_up(tmp_path: Path) -> None:
    folder = tmp_path / "protocol"
    freeze(protocol(tmp_path), folder, who="aa", at=AT)

    with pytest.raises(InputError, match="nothing has changed since version 1, frozen on 2026-01-31"):
        freeze(protocol(tmp_path), folder, who="aa", at=AT)
    freeze(protocol(tmp_path, title="Another"), folder, who="bb", at=AT)

    assert [one.version for one in frozen_versions(folder)] == ["1", "2"]


def test_a_frozen_copy_that_was_edited_is_named(tmp_path: Path) -> None:
    freeze(protocol(tmp_path), tmp_path / "protocol", who="aa", at=AT)
    (tmp_path / "protocol/1/config.yaml").write_text("title: rewritten\n")

    with pytest.raises(InputError, match="this frozen copy is not what was frozen"):
        frozen_versions(tmp_path / "protocol")


def test_a_source_that_was_added_is_one_change_with_nothing_before() -> None:
    before, after = {"sources": [{"id": "a"}]}, {"sources": [{"id": "a"}, {"id": "b", "limits": "none"}]}

    found = changes(before, after, "config")

    assert [(one.key, one.old, one.new) for one in found] == [
        ("config.sources[b]", "", '{"id": "b", "limits": "none"}')
    ]
