"""What do readers call a study, a code, a person, a reason? Never by an id alone when there is a better word."""

from collections.abc import Iterable
from dataclasses import dataclass

from extraction.documents import Report
from extraction.study_names import name_studies
from identification.vocabulary import Outcome, Stage
from reporting.cells import Link
from reporting.contents import CodeName, Cover, ReviewTables


@dataclass(frozen=True)
class Labels:
    """Names for ids; an id that is not known stands for itself."""

    studies: dict[str, str]
    codes: dict[str, CodeName]
    people: dict[str, str]
    criteria: dict[str, str]

    @classmethod
    def of(cls, tables: ReviewTables, cover: Cover) -> "Labels":
        """The names that the tables and the protocol give."""
        return cls(
            studies=name_studies(included_reports(tables)),
            codes={code.code_id: code for code in cover.codes},
            people={person.name: person.text for person in cover.people},
            criteria={one.name: f"{one.name}: {one.text}" for one in (*cover.exclude, *cover.include)},
        )

    def study(self, study_id: str) -> str:
        """A study by first author and year."""
        return self.studies.get(study_id, study_id)

    def code(self, code_id: str) -> str:
        """A code by its name in the codebook."""
        return self.codes[code_id].name if code_id in self.codes else code_id

    def family(self, code_id: str) -> str:
        """The name of the family that a code belongs to."""
        return self.code(self.codes[code_id].family if code_id in self.codes else code_id.split(".")[0])

    def person(self, who: str) -> str:
        """A person by role and id; by name only where the cover carries names."""
        return self.people.get(who, who)

    def reason(self, criterion: str) -> str:
        """A criterion with its text."""
        return self.criteria.get(criterion, criterion)

    def study_links(self, study_ids: Iterable[str]) -> tuple[Link, ...]:
        """Links to studies, by their names in order."""
        links = [Link(self.study(one), "study", one) for one in dict.fromkeys(study_ids)]
        return tuple(sorted(links, key=lambda link: (link.text, link.target)))


def in_words(stage: str) -> str:
    """A word of the vocabulary as it is said aloud.

    >>> in_words("title_abstract"), in_words("full_text")
    ('title and abstract', 'full text')
    """
    return "title and abstract" if stage == Stage.TITLE_ABSTRACT else stage.replace("_", " ")


def included_reports(tables: ReviewTables) -> list[Report]:
    """The reports of included studies, by study, oldest first."""
    found = [report for report in tables.reports if report.outcome == Outcome.INCLUDED]
    return sorted(found, key=lambda report: (report.study_id, report.year, report.report_id))
