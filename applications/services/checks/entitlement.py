"""Whether this application may be made at all, now, there, and with this certificate."""

import re


def certificate_number_is_plain(parameters, facts) -> bool:
    """JX-34: digits only, at most fifteen."""
    return bool(re.fullmatch(parameters["pattern"], facts["no"]))


def number_or_none(_parameters, facts) -> bool:
    """JX-35: a number, or 证书无编号 ticked."""
    return bool(facts["no"]) or facts["no_number"]


def control_number_fits(parameters, facts) -> bool:
    """JX-36: at most `max_len` signs."""
    return len(facts["mgmt_no"]) <= parameters["max_len"]


def certificate_is_good(parameters, facts) -> bool:
    """JX-37: the certificate relied on is in force."""
    return facts["status"] in parameters["ok_status"]


def verified_or_shown(parameters, facts) -> bool:
    """JX-38: the original was verified, or its pages are shown."""
    return facts["verified"] or facts["images"] >= parameters["need_images"]


def on_paper(_parameters, facts) -> bool:
    """JX-39: what was never on paper cannot be lost."""
    return facts["medium"] != "electronic"


def notice_has_run(parameters, facts) -> bool:
    """JX-40: the notice of loss has run its working days."""
    return facts["workdays"] >= parameters["min_workdays"]


def granting_office(_parameters, facts) -> bool:
    """JX-41: the office chosen is the one that granted."""
    return facts["office"] == facts["granting_office"]


def one_series_a_year(_parameters, facts) -> bool:
    """JX-42: no other series is applied for in the same year."""
    return not any(
        series != facts["series"] and year == facts["year"] for series, year in map(tuple, facts["others"])
    )


def no_twin(_parameters, facts) -> bool:
    """JX-43: nothing of the kind is open, and the title is not held already."""
    return not facts["open_twin"] and list(facts["target"]) not in [list(held) for held in facts["held"]]


def employer_in_use(parameters, facts) -> bool:
    """JX-44: the employer's account is in use."""
    return facts["status"] in parameters["ok_status"]


def within_window(_parameters, facts) -> bool:
    """JX-45: today lies in the window, both ends included."""
    return facts["start"] <= facts["today"] <= facts["end"]


def office_takes_level(_parameters, facts) -> bool:
    """JX-46: the office or the committee takes this level."""
    return facts["level"] in facts["accepts"]


def same_employer(_parameters, facts) -> bool:
    """JX-47: who pays the insurance is who the résumé names."""
    return facts["social"] == facts["resume"]


def eligible_or_reasoned(_parameters, facts) -> bool:
    """JX-53: the conditions of recognition are met, or there is a reason to look at by hand."""
    return facts["answer"] == "eligible" or bool(facts["reason"].strip())


def not_barred(_parameters, facts) -> bool:
    """JX-54: a bar for dishonesty has run out."""
    return facts["blocked_until"] <= facts["today"]


def employer_notice_has_run(parameters, facts) -> bool:
    """JX-55: the employer's notice has run, and no objection is open."""
    return facts["workdays"] >= parameters["min_workdays"] and not facts["open_objections"]


def recommendation_says_enough(parameters, facts) -> bool:
    """JX-56: the recommendation is as long as the guide asks."""
    return facts["chars"] >= parameters["guide_chars"]
