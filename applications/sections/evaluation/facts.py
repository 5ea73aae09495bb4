"""What the page of 1 基本信息 shows beside its questions: the plan and the employer say it."""

from django.utils import timezone


def facts_of(application) -> list[tuple[str, str]]:
    """(label, text) of everything the application itself answers; the identity comes from the account.

    `application.plan` must be there.
    """
    committee = application.plan.committee
    return [
        ("单位级别", _employer_level(application)),
        ("评审年度", str(application.application_year)),
        ("填表时间", _filled_on(application)),
        ("参加评审会", committee.name),
        ("拟评职称系列", committee.series.name),
        ("拟评级别", application.get_level_display() or application.get_level_group_display()),
    ]


def _employer_level(application) -> str:
    employer = application.employer or application.applicant.employer
    if employer is None:
        return "填写单位后显示"
    return employer.unit_level.name if employer.unit_level else "单位没有登记级别"


def _filled_on(application) -> str:
    submitted = application.submitted_at
    return f"{timezone.localtime(submitted):%Y-%m-%d}" if submitted else "以报送当天为准"
