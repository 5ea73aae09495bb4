"""The sixteen sections of 职称评审 in the order of the left list."""

from applications.sections.evaluation.basic_information import BASIC_INFORMATION
from applications.sections.evaluation.career import PRACTICE, SOCIAL_INSURANCE, SOCIETY_POSTS, WORK_HISTORY
from applications.sections.evaluation.closing import OTHER_EVIDENCE, WORK_REPORT
from applications.sections.evaluation.credentials import CREDENTIALS
from applications.sections.evaluation.examinations import LANGUAGE_AND_COMPUTER
from applications.sections.evaluation.exceptional import EXCEPTIONAL
from applications.sections.evaluation.learning import CONTINUING_EDUCATION, EDUCATION
from applications.sections.evaluation.merits import ACHIEVEMENTS, AWARDS, PATENTS, PUBLICATIONS

SECTIONS = (
    BASIC_INFORMATION,
    EDUCATION,
    CREDENTIALS,
    EXCEPTIONAL,
    LANGUAGE_AND_COMPUTER,
    CONTINUING_EDUCATION,
    WORK_HISTORY,
    SOCIAL_INSURANCE,
    PRACTICE,
    SOCIETY_POSTS,
    ACHIEVEMENTS,
    AWARDS,
    PATENTS,
    PUBLICATIONS,
    WORK_REPORT,
    OTHER_EVIDENCE,
)
