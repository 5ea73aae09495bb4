"""What may be uploaded with an application beside what the archive of the person keeps as well.

Portrait, diploma and degree certificate are declared with the archive (accounts/profile).
"""

from core.uploads import UploadSpec, register_spec

KB = 1024
SCAN = 1024 * KB
DOCUMENT = "img/samples/document.svg"


def _scan(code: str, label: str, max_count: int, hint: str, **more) -> UploadSpec:
    given = {"example": DOCUMENT, **more}
    return register_spec(UploadSpec(code, label, max_count=max_count, max_bytes=SCAN, hint=hint, **given))


def _id_card(side: str, label: str, hint: str) -> UploadSpec:
    example = f"img/samples/id-card-{side}.svg"
    return _scan(f"id_card_{side}", label, 1, hint, example=example, is_identity=True)


ID_CARD_FRONT = _id_card("front", "身份证人像面", "印有照片的一面，四角要拍全。")
ID_CARD_BACK = _id_card("back", "身份证国徽面", "印有国徽的一面，四角要拍全。")
EMPLOYMENT_CONTRACT = _scan("employment_contract", "劳动合同或聘用证明", 10, "要有单位公章和起止日期。")
OTHER_EVIDENCE = _scan("other_evidence", "其他材料", 10, "如见习期考核表。没有的，可以不传。")
