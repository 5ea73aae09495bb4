"""What may be uploaded with an application beside what the archive of the person keeps as well.

Portrait, diploma and degree certificate are declared with the archive (accounts/profile).
"""

from accounts.profile.upload_specs import LEAST_OF_A_PAGE, PAGE_CHECKS
from core.uploads import UploadSpec, register_spec

KB = 1024
SCAN = 1024 * KB
DOCUMENT = "img/samples/document.svg"


def _scan(code: str, label: str, max_count: int, hint: str, **more) -> UploadSpec:
    usual = {
        "example": DOCUMENT,
        "checks": PAGE_CHECKS,
        "max_bytes": SCAN,
        "least_side": LEAST_OF_A_PAGE,
    }
    given = usual | more
    return register_spec(UploadSpec(code, label, max_count=max_count, hint=hint, **given))


def _id_card(side: str, label: str, hint: str) -> UploadSpec:
    example = f"img/samples/id-card-{side}.svg"
    return _scan(f"id_card_{side}", label, 1, hint, example=example, is_identity=True)


ID_CARD_FRONT = _id_card("front", "身份证人像面", "印有照片的一面，四角要拍全。")
ID_CARD_BACK = _id_card("back", "身份证国徽面", "印有国徽的一面，四角要拍全。")
EMPLOYMENT_CONTRACT = _scan("employment_contract", "劳动合同或聘用证明", 10, "要有单位公章和起止日期。")
OTHER_EVIDENCE = _scan("other_evidence", "其他材料", 10, "如见习期考核表。没有的，可以不传。")
EXCEPTIONAL_PROOF = _scan(
    "exceptional_proof", "破格/直接申报证明材料", 10, "如获奖证书、批准文件。按正常条件申报的，不用传。"
)
EXAM_EXEMPTION = _scan(
    "exam_exemption", "免试证明", 5, "免试的上传免试证明，考试合格的上传合格证。不作要求的，不用传。"
)
FURTHER_EVIDENCE = _scan("further_evidence", "其他材料扫描件", 10, "按页的先后上传。")
# 原证书的两页 (个人版用户操作说明 2019, 证书审验).
CERTIFICATE_HINT = (
    "“证书编号页”指证书内容含有“证书编号”字样的页面;“证书内容页”指证书内含有“姓名”、“资格名称”等字样的页面。"
)
CERTIFICATE_NUMBER_PAGE = _scan(
    "certificate_number_page", "证书编号页", 1, CERTIFICATE_HINT, max_bytes=500 * KB
)
CERTIFICATE_CONTENT_PAGE = _scan(
    "certificate_content_page", "证书内容页", 1, CERTIFICATE_HINT, max_bytes=500 * KB
)
LOSS_PROOF = _scan("loss_proof", "遗失情况说明", 5, "写明遗失的经过，本人签名；单位盖章的更好。")
APPRAISAL = _scan(
    "title_appraisal_form",
    "评审表或认定表",
    10,
    "档案里的评审表、认定表或批准文件，要有公章。没有的，可以不传。",
)
