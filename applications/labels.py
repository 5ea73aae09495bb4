"""Sentences fixed by the manuals (个人版用户操作说明 2019, §3), letter by letter."""

PLEDGE_HEADING = "填报说明"
PLEDGE = (
    "本人承诺所提交的专业技术资格申报材料真实有效。如有弄虚作假，本人愿接受相关政策规定处理，"
    "按照评审条件或自治区有关规定的年限内不得申报相应的专业技术资格。"
    "累计在两次申报中发现有学术造假行为的，终身不得申报。"
    "最后点“同意并报送”按钮，完成报送流程。"
)
PLEDGE_VERSION = "2026-1"

SYSTEM_MESSAGE = "系统消息"
SUBMITTED = "您的{kind}申报已成功提交，请等待单位工作人员审核。"
WITHDRAW_TITLE = "提示"
WITHDRAW_QUESTION = "是否撤回申报?"
WITHDRAWN = "您的{kind}申报已成功撤回!"
ERROR = "错误"
WITHDRAW_TOO_LATE = (
    "温馨提示：您好，由于单位已出具审核意见，不可撤回，请等待单位审核结果。"
    "若个人需要撤回修改，请联系单位工作人员"
)

EMPLOYER_LABEL = "单位(如无法搜索到所需的单位信息，请先进行注册)"
EMPLOYER_PLACEHOLDER = "请输入单位名称关键字，例如“广西”，并从弹出的下拉列表中选择。"
OFFICE_LABEL = "报送职改办"
OFFICE_PLACEHOLDER = "请输入职改办名称关键字，例如“广西”，并从弹出的下拉列表中选择。"
SUMMARY_LABEL = "见习期工作小结"
SUMMARY_LIMIT = 700
