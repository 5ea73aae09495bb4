"""Pictures: copies, the portrait, and whether they can be read."""

import math
from collections import defaultdict
from collections.abc import Iterator

from applications.services.case import Case, Place, picture_words
from core.uploads import upload_spec

PORTRAIT = "portrait"
# What the table calls the items whose pictures it counts.
COUNTED = {
    "publication_cover": "封面版权页",
    "publication_contents": "目录",
    "publication_text": "内容",
    "project_material": "项目材料",
    "id_card_front": "身份证人像面",
}
# What the table calls the pages of the original certificate, whose bytes it limits.
SIZED = dict.fromkeys(("certificate_number_page", "certificate_content_page"), "cert_page")


def copies(case: Case) -> Iterator[Place]:
    """JX-23: the pictures that have the same bytes, and each that is alone."""
    same = defaultdict(list)
    for file in case.pictures:
        same[file.sha256].append(file)
    for files in same.values():
        place = case.picture(files[-1], {"sha256": [file.sha256 for file in files]})
        words = " 与 ".join(picture_words(file) for file in files)
        yield Place(place.facts, place.section_key, place.anchor, place.row_id, words)


def of_others(case: Case) -> Iterator[Place]:
    """JX-24: every picture against those of other people."""
    for file in case.pictures:
        yield case.picture(file, {"sha256": file.sha256, "others": case.copied})


def portraits(case: Case) -> Iterator[Place]:
    """JX-25, JX-26 and JX-27: the sides and the bytes of the portrait."""
    for file in case.pictures:
        if file.spec_code == PORTRAIT:
            yield case.picture(file, {"w": file.width, "h": file.height, "bytes": file.size})


def backgrounds(case: Case) -> Iterator[Place]:
    """JX-28: what was measured along the border of the portrait when it was uploaded."""
    for file in case.pictures:
        if file.spec_code == PORTRAIT:
            yield case.picture(file, {"border_std": math.inf if "background" in file.hints else 0})


def sharpness(case: Case) -> Iterator[Place]:
    """JX-29: what was measured of the portrait's sharpness when it was uploaded."""
    for file in case.pictures:
        if file.spec_code == PORTRAIT:
            yield case.picture(file, {"laplacian_var": 0 if "blur" in file.hints else math.inf})


def pages(case: Case) -> Iterator[Place]:
    """JX-30: pictures of paper with writing; those with a ratio of their own show a person."""
    for file in case.pictures:
        if upload_spec(file.spec_code).ratio is None:
            yield case.picture(file, {"w": file.width, "h": file.height})


def counts(case: Case) -> Iterator[Place]:
    """JX-32: how many pictures each item of each row has."""
    items = defaultdict(list)
    for file in case.pictures:
        if file.spec_code in COUNTED:
            items[file.spec_code, file.row_id].append(file)
    for (code, _), files in items.items():
        yield case.picture(files[-1], {"item": COUNTED[code], "count": len(files)})


def sizes(case: Case) -> Iterator[Place]:
    """JX-33: the bytes of each picture."""
    for file in case.pictures:
        item = SIZED.get(file.spec_code, file.spec_code)
        yield case.picture(file, {"item": item, "bytes": file.size})
