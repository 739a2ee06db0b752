"""What a person who read both records said of a difference that no rule can judge.

The key is the DOI of the citation, or its title, with the journal behind a bar where several journals printed it.
"""

OURS, THEIRS, OPEN = "ours", "theirs", "open"

_GONE = "No row of theirs is this article, and no reason is recorded: lost, or taken out without a word."
_NEWSLETTER = "One text in several newsletters. They kept some of its places and not others; we keep all and ask."
_CHAPTER = (
    "PubMed gave this book chapter twice, far apart in one export: most likely one. We ask, as nothing else tells."
)

JUDGED: dict[str, tuple[str, str]] = {
    "Quantitative evaluation and comparison of two prodrug-activating suicide gene therapies on oral squamous cell "
    "carcinoma": (OURS, "A duplicate that they left: one title, author list and journal; neither row has a DOI."),
    "Gender Dysphoria": (THEIRS, _CHAPTER),
    "Suicidal Ideation": (THEIRS, _CHAPTER),
    "FROM THE PRESIDENT.": (
        OPEN,
        "A column that recurs: two records next to each other in one export, with nothing to tell two issues from one.",
    ),
    "10.1111/papt.12293": (OURS, f"{_GONE} Three databases hold it."),
    "10.1542/peds.2020-023549": (OURS, f"{_GONE} Three databases hold it."),
    "10.1007/s12144-021-02273-7": (OURS, f"{_GONE} Two other articles of these authors are in their list."),
    "10.1002/jclp.23015": (OURS, f"{_GONE} Another study of prisoners by its first author is in their list."),
    "Florida Controlled Substance Prescribing": (
        OURS,
        f"{_GONE} Another chapter of its first author is in their list.",
    ),
    "10.1186/s40780-021-00216-9": (
        OURS,
        f"{_GONE} It may have been taken for another article of that team, which reports another drug.",
    ),
    "10.1186/s40780-021-00215-w": (
        OURS,
        f"{_GONE} It may have been taken for another article of that team, which reports another drug.",
    ),
    "10.1038/s41398-021-01543-z": (OURS, f"{_GONE} The row most like it is a study of another city."),
    "10.18280/ts.380102": (OURS, f"{_GONE} Two other articles of its first author are in their list."),
    "When Loss and Grief Knocks at Your Door. | Mississippi RN": (OPEN, _NEWSLETTER),
    "When Loss and Grief Knocks at Your Door...Reprinted with permission from Mississippi RN June 2021 issue": (
        OPEN,
        _NEWSLETTER,
    ),
    "Pulse of the Nation's Nurses Survey Series: Mental Health and Wellness Taking the Pulse on Emotional Health, "
    "Post-Traumatic Stress, Resiliency, and Activities for Strengthening Wellbeing. | ISNA Bulletin": (
        OPEN,
        _NEWSLETTER,
    ),
    "10.1016/j.rce.2022.02.003": (
        THEIRS,
        "The Spanish edition of an article that they keep in its English one. Two DOIs contradict, so we ask.",
    ),
    "10.23923/pap.psicol2020.2938": (
        THEIRS,
        "The English title of an article that they keep under its Spanish one: a duplicate that we left. One record "
        "has a DOI and no year, the other a year and no DOI; only authors and journal are common, too little to merge.",
    ),
}
