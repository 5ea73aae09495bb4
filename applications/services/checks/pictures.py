"""Files: copies, the rules of the portrait, counts and sizes."""


def no_copies(_parameters, facts) -> bool:
    """JX-23: no two files have the same bytes."""
    return len(set(facts["sha256"])) == len(facts["sha256"])


def nobody_elses(_parameters, facts) -> bool:
    """JX-24: no other person has handed in the same bytes."""
    return facts["sha256"] not in facts["others"]


def right_ratio(parameters, facts) -> bool:
    """JX-25: width to height as wanted, within the tolerance."""
    width, height = parameters["ratio"]
    return abs(facts["w"] / facts["h"] - width / height) <= parameters["tolerance"]


def enough_pixels(parameters, facts) -> bool:
    """JX-26: enough for print at 300 dpi."""
    return facts["w"] >= parameters["min_w"] and facts["h"] >= parameters["min_h"]


def small_enough(parameters, facts) -> bool:
    """JX-27: at most `max_bytes`."""
    return facts["bytes"] <= parameters["max_bytes"]


def plain_background(parameters, facts) -> bool:
    """JX-28: the pixels along the border hardly differ."""
    return facts["border_std"] <= parameters["max_border_std"]


def sharp(parameters, facts) -> bool:
    """JX-29: the variance of the Laplacian is that of a picture in focus."""
    return facts["laplacian_var"] >= parameters["min_laplacian_var"]


def legible(parameters, facts) -> bool:
    """JX-30: the longer side has enough pixels for small print."""
    return max(facts["w"], facts["h"]) >= parameters["min_long_side"]


def allowed_format(parameters, facts) -> bool:
    """JX-31: name and content agree and are of a kind that is stored."""
    return {facts["ext"], facts["magic"]} <= set(parameters["stored"])


def within_count(parameters, facts) -> bool:
    """JX-32: not more pictures of one item than it takes; other items have no limit here."""
    return facts["count"] <= parameters["max"].get(facts["item"], facts["count"])


def within_size(parameters, facts) -> bool:
    """JX-33: not more bytes than the item takes; other items have no limit here."""
    return facts["bytes"] <= parameters["max_bytes"].get(facts["item"], facts["bytes"])
