"""What may be uploaded with an application: one table for count, size and form of each picture.

Sizes follow the manuals: portrait 512 KB (电子证书功能操作说明 2020, 附件 2), scans 1 MB.
"""

from core.uploads import UploadSpec, register_spec

KB = 1024
SCAN = 1024 * KB
DOCUMENT = "img/samples/document.svg"


def _scan(code: str, label: str, max_count: int, hint: str, example: str = DOCUMENT) -> UploadSpec:
    return register_spec(
        UploadSpec(code, label, max_count=max_count, max_bytes=SCAN, example=example, hint=hint)
    )


PORTRAIT = register_spec(
    UploadSpec(
        "portrait",
        "近期免冠2寸照片",
        max_count=1,
        max_bytes=512 * KB,
        pixels=1200,
        ratio=(35, 45),
        example="img/samples/portrait.svg",
        hint=(
            "因二寸证件照将用于证书制作，一旦确认无法修改，为不影响证书制作效果，"
            "请上传高清、正规的近期二寸免冠彩照（证件照），"
            "不可使用生活照、半身照、自拍照、毕业证书照、二次照片扫描件等。"
        ),
    )
)
ID_CARD_FRONT = _scan(
    "id_card_front", "身份证人像面", 1, "印有照片的一面，四角要拍全。", "img/samples/id-card-front.svg"
)
ID_CARD_BACK = _scan(
    "id_card_back", "身份证国徽面", 1, "印有国徽的一面，四角要拍全。", "img/samples/id-card-back.svg"
)
DIPLOMA = _scan("diploma", "毕业证书", 2, "要看得清姓名、证书编号和公章。")
DEGREE_CERTIFICATE = _scan("degree_certificate", "学位证书", 2, "没有学位的，可以不传。")
EMPLOYMENT_CONTRACT = _scan("employment_contract", "劳动合同或聘用证明", 10, "要有单位公章和起止日期。")
OTHER_EVIDENCE = _scan("other_evidence", "其他材料", 10, "如见习期考核表。没有的，可以不传。")
