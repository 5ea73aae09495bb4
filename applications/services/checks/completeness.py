"""What must be there: answers, ticks, scans, the one choice among several."""

TOP_EDUCATION = "最高学历"
NO_DEGREE = ("", "无")


def answers_filled(_parameters, facts) -> bool:
    """JX-01: every required answer holds more than blanks."""
    return all(str(facts["values"].get(name) or "").strip() for name in facts["required"])


def sections_saved(_parameters, facts) -> bool:
    """JX-02: every section has its green tick."""
    return all(facts["sections"].values())


def pledge_given(_parameters, facts) -> bool:
    """JX-03: the pledge is ticked."""
    return facts["accepted"]


def form_accepts(_parameters, facts) -> bool:
    """BD-01: the form of the section has nothing to say against what was saved."""
    return not facts["refusal"]


def degree_is_whole(_parameters, facts) -> bool:
    """JX-15: a degree comes with the number of its certificate and the body that gave it."""
    return facts["degree"] in NO_DEGREE or bool(facts["degree_no"] and facts["degree_org"])


def one_top_education(parameters, facts) -> bool:
    """JX-16: exactly one row is 最高学历."""
    return facts["items"].count(TOP_EDUCATION) == parameters["exactly"]


def has_scan(parameters, facts) -> bool:
    """JX-17: the row has its scan."""
    return facts["scans"] >= parameters["min"]


def one_basis(parameters, facts) -> bool:
    """JX-18: exactly one row is applied with, or 无 is ticked instead."""
    return sum(facts["flags"]) + facts["none"] == parameters["exactly"]


def exception_is_proved(parameters, facts) -> bool:
    """JX-19: 破格 or 直接申报 comes with its material."""
    return not facts["exception"] or facts["files"] >= parameters["min"]


def has_representative_work(parameters, facts) -> bool:
    """JX-49: at least one publication is marked as 代表作."""
    return facts["rep"] >= parameters["min"]


def text_fits(parameters, facts) -> bool:
    """JX-50: a text keeps to the number of characters of its field; other fields have no limit here."""
    return facts["chars"] <= parameters["max"].get(facts["field"], facts["chars"])


def address_is_whole(parameters, facts) -> bool:
    """JX-57: whoever chose 邮寄 can be reached by post."""
    return all(facts[name].strip() for name in parameters["need"])


def complaints_answered(_parameters, facts) -> bool:
    """JX-58: every section that was complained about has been changed since."""
    return set(facts["flagged"]) <= set(facts["changed"])
