"""Which full texts still have to be had, and where to begin looking for each?"""

from collections.abc import Iterable

from extraction.documents import Report, ToRetrieve
from identification.records import UniqueRecord
from identification.repair import link_to
from identification.vocabulary import Outcome, Retrieval


def reports_to_retrieve(reports: Iterable[Report], unique: Iterable[UniqueRecord]) -> list[ToRetrieve]:
    """Reports that are not excluded and for which neither a text nor a word on why there is none is recorded."""
    urls = {record.group_id: record.url for record in unique}
    return [
        ToRetrieve(
            one.report_id, one.title, one.authors, one.year, one.venue, link_to(one.doi, urls.get(one.report_id))
        )
        for one in reports
        if one.retrieval == Retrieval.SOUGHT and one.outcome != Outcome.EXCLUDED
    ]
