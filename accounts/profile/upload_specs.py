"""Which pictures the archive keeps: counts, sizes and what is said above them.

Portrait: 512 KB, 35×45 mm (电子证书功能操作说明 2020, 附件 2); its text: 个人版用户操作说明 2019, 重新确认.
"""

from core.portraits import Checks
from core.uploads import UploadSpec, register_spec

KB = 1024
SCAN = 1024 * KB
DOCUMENT = "img/samples/document.svg"
# Below this somebody may not be able to read the writing on a page, and below the other nobody can.
PAGE_CHECKS = Checks(min_long_side=1000)
LEAST_OF_A_PAGE = 300
# 35 × 45 mm at 300 dpi: no picture with fewer pixels becomes a portrait that can be printed.
PORTRAIT_CHECKS = Checks(min_width=413, min_height=531, is_of_a_person=True)
AVATAR_CHECKS = Checks(ratio_tolerance=0.05, blockers=())


def _scan(code: str, label: str, max_count: int, hint: str) -> UploadSpec:
    return register_spec(
        UploadSpec(
            code,
            label,
            max_count=max_count,
            max_bytes=SCAN,
            least_side=LEAST_OF_A_PAGE,
            example=DOCUMENT,
            hint=hint,
            checks=PAGE_CHECKS,
        )
    )


PORTRAIT = register_spec(
    UploadSpec(
        "portrait",
        "近期免冠2寸照片",
        max_count=1,
        max_bytes=512 * KB,
        pixels=1200,
        least_side=PORTRAIT_CHECKS.min_width,
        ratio=(35, 45),
        checks=PORTRAIT_CHECKS,
        example="img/samples/portrait.svg",
        hint=(
            "因二寸证件照将用于证书制作，一旦确认无法修改，为不影响证书制作效果，"
            "请上传高清、正规的近期二寸免冠彩照（证件照），"
            "不可使用生活照、半身照、自拍照、毕业证书照、二次照片扫描件等。"
        ),
    )
)
AVATAR = register_spec(
    UploadSpec(
        "avatar",
        "头像",
        max_count=1,
        max_bytes=200 * KB,
        pixels=480,
        least_side=120,
        ratio=(1, 1),
        checks=AVATAR_CHECKS,
        hint="只在您自己的首页和个人资料里显示，不用于证书。方形的照片最合适。",
    )
)
DIPLOMA = _scan("diploma", "毕业证书", 2, "要看得清姓名、证书编号和公章。")
DEGREE_CERTIFICATE = _scan("degree_certificate", "学位证书", 2, "没有学位的，可以不传。")
WORK_PROOF = _scan("work_proof", "工作证明", 5, "如劳动合同、聘书或单位证明。没有的，可以不传。")
PRACTICE_PROOF = _scan(
    "practice_proof", "专业技术工作证明", 10, "如任务书、聘书或单位证明。没有的，可以不传。"
)
TRAINING_PROOF = _scan("training_proof", "继续教育证明", 10, "要看得清年度、学时和公章。")
INSURANCE_PROOF = _scan("insurance_proof", "社保缴纳证明", 5, "要看得清缴纳单位和起止年月。")
TITLE_CERTIFICATE = _scan("title_certificate", "资格证书", 5, "要看得清姓名、资格名称、证书编号和公章。")
APPRAISAL_FORM = _scan("appraisal_form", "年度考核登记表", 3, "要有单位盖章和考核等次。")
AWARD_CERTIFICATE = _scan("award_certificate", "获奖证书", 5, "要看得清姓名、奖项和授奖机关。")
PATENT_CERTIFICATE = _scan("patent_certificate", "专利证书", 5, "要看得清专利名称、专利号和发明人。")
PUBLICATION_COVER = _scan("publication_cover", "封面版权页", 5, "要看得清刊物名称、刊号和年卷期。")
PUBLICATION_CONTENTS = _scan("publication_contents", "目录", 5, "要看得清题目和作者。")
PUBLICATION_TEXT = _scan("publication_text", "论文、著作内容", 50, "按页的先后上传。")
PROJECT_MATERIAL = _scan("project_material", "项目材料", 20, "如立项书、合同、验收或鉴定材料。")
PROJECT_ROLE = _scan("project_role", "个人项目任职证明", 20, "要看得清姓名和在项目中的任职。")
PROJECT_AWARD = _scan("project_award", "项目获奖", 20, "没有获奖的，可以不传。")
POST_PROOF = _scan("post_proof", "任职证明", 5, "如聘书、会员证。没有的，可以不传。")
