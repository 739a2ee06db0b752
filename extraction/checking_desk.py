"""A second person's sitting: she looks at what others extracted from a document and says whether it holds.

Nobody checks what she coded herself, and who codes a document looks at a colleague's codings of it only when she has
finished her own: until then she is blind to them.
"""

from collections.abc import Iterable, Mapping

from extraction.codebook import Codebook
from extraction.coding_tables import CodingDifference
from extraction.documents import Extract, RefusedExtract
from identification.errors import InputError
from identification.events import Event
from identification.vocabulary import EventKind, Judgement, Settled, Sitting
from screening.pen import Pen


class CheckingDesk:
    """The extracts that others coded, as the last run found them, and the pen to judge them with.

    `refused` are extracts that did not hold, and `differences` what two coders coded differently.
    """

    def __init__(
        self,
        extracts: Iterable[Extract],
        codebook: Codebook,
        *,
        pen: Pen,
        refused: Iterable[RefusedExtract] = (),
        differences: Iterable[CodingDifference] = (),
    ) -> None:
        self.codebook = codebook
        self._pen = pen
        self._standing = {one.extract_id: one for one in extracts}
        self._extracts: dict[str, Extract] = {**self._standing, **{one.extract_id: one for one in refused}}
        self._differences = tuple(differences)

    def to_check(self, document_id: str) -> list[Extract]:
        """What others extracted from a document, in reading order; what was looked for in vain stands first."""
        here = (one for one in self._standing.values() if one.document_id == document_id)
        others = (one for one in here if one.who != self._pen.who)
        return sorted(others, key=lambda one: (one.page, one.start, one.code_id, one.extract_id))

    def to_settle(self, document_id: str) -> list[CodingDifference]:
        """What two people coded differently in a document and has to be settled, or was."""
        here = (one for one in self._differences if one.document_id == document_id)
        return [one for one in here if one.settled != Settled.NOT_ASKED]

    def extract(self, extract_id: str) -> Extract:
        """An extract by its id, standing or refused."""
        if extract_id not in self._extracts:
            raise InputError("that extract is not there any more.", remedy="Run the review again and open this anew.")
        return self._extracts[extract_id]

    def judgements(self, sitting: Sitting) -> dict[str, Event]:
        """Her judgements of one kind of sitting that stand, by extract."""
        standing = self._pen.standing(EventKind.VERIFICATION)
        return {str(one.content["extract_id"]): one for one in standing if one.content["sitting"] == sitting}

    def judge(self, judged: Mapping[str, Judgement], sitting: Sitting, note: str = "") -> list[Event]:
        """The events of her judgements, by extract: one step; an earlier judgement of hers on one is replaced.

        Why an extract does not hold is said in the note, else its coder learns nothing from it.
        """
        before = self.judgements(sitting)
        if Judgement.DOES_NOT_HOLD in judged.values() and sitting is Sitting.VERIFICATION and not note.strip():
            raise InputError("say why it does not hold.", remedy="Write it into the note, then press the key again.")
        fields = []
        for extract_id, judgement in judged.items():
            one = self.extract(extract_id)
            if one.who == self._pen.who and sitting is Sitting.VERIFICATION:
                raise InputError("nobody verifies what she coded herself.")
            known = one.code_id in self.codebook
            meaning = {"meaning": self.codebook.code(one.code_id).meaning} if known else {}
            content = {"extract_id": extract_id, "sitting": sitting, **meaning}
            replaces = before[extract_id].event_id if extract_id in before else ""
            fields.append(
                {
                    "subject_id": one.document_id,
                    "decision": judgement,
                    "content": content,
                    "note": note.strip(),
                    "replaces": replaces,
                }
            )
        return self._pen.write_all(EventKind.VERIFICATION, fields)
