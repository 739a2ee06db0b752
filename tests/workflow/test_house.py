from pathlib import Path


def test_x(finished_example: Path) -> None:
    print(
        *sorted(str(p.relative_to(finished_example)) for p in (finished_example / "results").rglob("*") if p.is_file()),
        sep="\n",
    )
