"""What the certificate an application rests on says: by the register, else as the applicant entered it."""

import datetime

from applications import registry
from applications.services.answers import answers_of, saved
from certificates.enums import DatePrecision


def declared(application) -> dict:
    """The saved answers of the first section, in plain text: there the original is named."""
    section = registry.kind(application.kind).sections[0]
    return saved(section, answers_of(application).get(section.key))


def granted_before(application) -> dict:
    """Day, precision and granting body of the original, as a certificate holds them."""
    if one := application.original:
        return {
            "granted_on": one.granted_on,
            "granted_precision": one.granted_precision,
            "granting_body": one.granting_body,
        }
    answers = declared(application)
    return {
        "granted_on": datetime.date.fromisoformat(f"{answers['granted_month']}-01"),
        "granted_precision": DatePrecision.MONTH,
        "granting_body": answers["granting_body"],
    }


def source_of(application) -> dict:
    """The certificate of a 重新确认: granted anew, in the place of the original."""
    return {"replaces": application.original}


def reissue_of(application) -> dict:
    """The certificate of a 遗失补办: the same 授予时间 and 资格, in the place of the lost one."""
    return {"replaces": application.original, **granted_before(application)}
