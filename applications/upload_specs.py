"""What may be uploaded with an application beside what the archive of the person keeps as well.

Portrait, diploma and degree certificate are declared with the archive (accounts/profile).
"""

from core.uploads import UploadSpec, register_spec

KB = 1024
SCAN = 1024 * KB
DOCUMENT = "img/samples/document.svg"


def _scan(code: str, label: str, max_count: int, hint: str, example: str = DOCUMENT) -> UploadSpec:
    return register_spec(
        UploadSpec(code, label, max_count=max_count, max_bytes=SCAN, example=example, hint=hint)
    )


ID_CARD_FRONT = _scan(
    "id_card_front", "身份证人像面", 1, "印有照片的一面，四角要拍全。", "img/samples/id-card-front.svg"
)
ID_CARD_BACK = _scan(
    "id_card_back", "身份证国徽面", 1, "印有国徽的一面，四角要拍全。", "img/samples/id-card-back.svg"
)
EMPLOYMENT_CONTRACT = _scan("employment_contract", "劳动合同或聘用证明", 10, "要有单位公章和起止日期。")
OTHER_EVIDENCE = _scan("other_evidence", "其他材料", 10, "如见习期考核表。没有的，可以不传。")
