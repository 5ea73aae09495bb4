"""Dates and periods: their order, their gaps, and what the age of a person allows."""

from itertools import pairwise

from applications.services.checks.months import between

YEAR = 12


def start_before_end(_parameters, facts) -> bool:
    """JX-09: a period does not end before it begins."""
    return facts["start"] <= facts["end"]


def not_in_the_future(_parameters, facts) -> bool:
    """JX-10: what happened lies at today or before; of a month the whole month counts."""
    return facts["date"] <= facts["today"][: len(facts["date"])]


def no_overlap(parameters, facts) -> bool:
    """JX-11: periods share at most `allow_months` months; the rows are (start, end) in order."""
    return all(
        between(start, end) + 1 <= parameters["allow_months"]
        for (_, end), (start, _) in pairwise(facts["rows"])
    )


def no_gap(parameters, facts) -> bool:
    """JX-12: at most `max_gap_months` lie between the end of one period and the start of the next."""
    return all(
        between(end, start) <= parameters["max_gap_months"]
        for (_, end), (start, _) in pairwise(facts["rows"])
    )


def old_enough_to_work(parameters, facts) -> bool:
    """JX-13: at least `min_age` when work began."""
    return between(facts["birth"], facts["work_start"]) >= parameters["min_age"] * YEAR


def old_enough_to_graduate(parameters, facts) -> bool:
    """JX-14: as old at graduation as the education asks; of an education without a limit nothing is asked."""
    least = parameters["min_age"].get(facts["edu"], 0)
    return between(facts["birth"], facts["grad"]) >= least * YEAR


def insurance_covers_the_job(parameters, facts) -> bool:
    """JX-48: insurance began at most `max_missing_months` after the present job."""
    return between(facts["job_start"], facts["social_start"]) <= parameters["max_missing_months"]


def years_fit(_parameters, facts) -> bool:
    """JX-51: no more years of professional work than have begun since work began."""
    return facts["years"] * YEAR < between(facts["work_start"], facts["today"]) + YEAR


def since_present_title(_parameters, facts) -> bool:
    """JX-52: achieved after the present title was granted."""
    return facts["date"][:7] >= facts["title_date"][:7]
