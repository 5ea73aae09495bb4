"""Words fixed by the manuals, compared letter by letter with their list (个人版用户操作说明 2019, §3)."""

import pytest

from applications import labels, registry
from applications.enums import ApplicationState as S
from applications.services.road import PENDING
from core.badges import Badge

KIND = registry.kind("recognition")
MANUAL = {
    "PLEDGE": "本人承诺所提交的专业技术资格申报材料真实有效。"
    "如有弄虚作假，本人愿接受相关政策规定处理，按照评审条件或自治区有关规定的年限内不得申报相应的专业技术资格。"
    "累计在两次申报中发现有学术造假行为的，终身不得申报。最后点“同意并报送”按钮，完成报送流程。",
    "PLEDGE_HEADING": "填报说明",
    "SYSTEM_MESSAGE": "系统消息",
    "SUBMITTED": "您的{kind}申报已成功提交，请等待单位工作人员审核。",
    "WITHDRAW_TITLE": "提示",
    "WITHDRAW_QUESTION": "是否撤回申报?",
    "WITHDRAWN": "您的{kind}申报已成功撤回!",
    "ERROR": "错误",
    "WITHDRAW_TOO_LATE": "温馨提示：您好，由于单位已出具审核意见，不可撤回，请等待单位审核结果。"
    "若个人需要撤回修改，请联系单位工作人员",
    "EMPLOYER_LABEL": "单位(如无法搜索到所需的单位信息，请先进行注册)",
    "EMPLOYER_PLACEHOLDER": "请输入单位名称关键字，例如“广西”，并从弹出的下拉列表中选择。",
    "OFFICE_PLACEHOLDER": "请输入职改办名称关键字，例如“广西”，并从弹出的下拉列表中选择。",
}


@pytest.mark.parametrize("name", MANUAL)
def test_sentences_of_the_manual(name):
    assert getattr(labels, name) == MANUAL[name]


def test_sections_in_the_words_and_order_of_the_manual():
    titles = [section.title for section in KIND.sections]
    assert titles == ["1. 申报信息", "2. 基本情况", "3. 工作小结", "4. 资料上传"]
    assert KIND.label == "职称认定"


def test_buttons_in_the_words_of_the_manual():
    words = {name: move.label for name, move in KIND.workflow.transitions.items()}
    assert words["submit"] == "同意并报送"
    assert words["withdraw"] == "撤回"
    assert words["endorse"] == "同意推荐并报送"
    assert words["return_to_applicant"] == "退回个人修改"
    assert words["reject_by_employer"] == "审核不通过"
    assert words["reject_by_office"] == "初审不通过"


def test_every_state_has_a_badge_and_two_labels():
    for state in S:
        assert Badge(state.family, state.label)
        assert state.staff_label
    assert S.EMPLOYER_REVIEW.label == "单位受理中"
    assert PENDING[S.EMPLOYER_REVIEW] == "单位审核"
