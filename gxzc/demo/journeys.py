"""People of the demo on the move: transfers, leaving, invitations, and names put right."""

import io
from datetime import date

from accounts.actors import Actor
from accounts.enums import InvitationState
from accounts.models import Employment, Invitation
from accounts.services import (
    correction_files,
    corrections,
    invitation_batches,
    invitations,
    people,
    transfers,
)
from applications.enums import ApplicationState, KindCode
from applications.models import Application
from core import spreadsheets
from core.validators import DocumentKind
from gxzc.demo import names, past, pictures, units

HEAD = ("姓名", "证件类型", "证件号码", "手机号码")
HIRED = "9 月起到钦州市第二中学任教，已签劳动合同。"
NOT_HIRED = "本院没有您的聘用手续，请与人事科核实后再申请。"
NOT_OURS = "查无您的调入手续，请先到学校人事科办理报到。"
RETIRED = "8 月起调离本单位。"
MISTYPED = "注册时姓名输错一个字，与身份证不一致，申请更正。"
UNSEALED = "个人情况说明没有加盖单位公章，请盖章后重新扫描上传。"
NOT_PROVEN = "身份证上的姓名与现在登记的一致，没有错误，不用更正。"


def play(cast) -> None:
    """Let everybody move, long after they came to their first employers."""
    past.backdate(Employment.objects.all(), 240)
    _transfers(cast)
    _leaver(cast.actors["employer_clerk"])
    _invitations(cast)
    _corrections(cast)


def _transfers(cast) -> None:
    """Two wait at the school, one was turned down, one has come; one person took a request back."""
    school, hospital, _ = cast.employers
    clerk = cast.actors["employer_clerk"]
    past.age(transfers.request(school, actor=cast.called("隆秀英"), reason=HIRED), 5)
    transfers.request(school, actor=cast.called("司徒文博"), reason="10 月起到校医室工作。")
    refused = transfers.request(school, actor=cast.called("凌志刚"), reason="应聘物理教师。")
    transfers.refuse(refused, actor=clerk, opinion=NOT_OURS)
    past.age(refused, 12)
    past.age(
        transfers.confirm(transfers.request(school, actor=cast.called("唐晓彤"), reason=HIRED), actor=clerk),
        8,
    )
    second = cast.actors["second_applicant"]
    past.age(transfers.withdraw(transfers.request(school, actor=second), actor=second), 20)
    _refused_by_hospital(hospital, second)


def _refused_by_hospital(hospital, person) -> None:
    transfer = transfers.request(hospital, actor=person, reason="应聘门诊部护士。")
    transfers.refuse(transfer, actor=units.owner_of(hospital), opinion=NOT_HIRED)
    past.age(transfer, 3)


def _leaver(clerk) -> None:
    """Whoever the school turned down for having left is taken off its list."""
    refused = {"kind": KindCode.RECOGNITION, "state": ApplicationState.REJECTED_BY_EMPLOYER}
    case = Application.objects.get(**refused, employer=clerk.employer)
    people.leave(case.applicant, reason=RETIRED, actor=clerk)


def _invitations(cast) -> None:
    """A workbook imported with faults in it, one that was only looked at, and what people answered."""
    clerk = cast.actors["employer_clerk"]
    known = [cast.called(name).user for name in ("朱桂花", "麦家明")]
    people_asked = [*known, cast.actors["second_applicant"].user, cast.actors["applicant"].user]
    rows = [(user.name, "居民身份证", user.id_number, user.mobile) for user in people_asked]
    rows += [
        _stranger(name, serial) for serial, name in enumerate(("蓝海燕", "罗永富", "樊丽君", "农建平"), 802)
    ]
    rows += [("陈少华", "", "45070219880230001X", names.mobile(7001)), ("", "户口本", "450702", "1390777")]
    batch, _ = invitation_batches.check_file(_book(rows), actor=clerk)
    invitation_batches.start_import(batch, actor=clerk)
    invitation_batches.run_import(batch.public_id)
    _answer(cast, clerk)
    looked_at = [_stranger("覃月娥", 812), _stranger("覃月娥", 812), ("黎少芳", "", "", names.mobile(7002))]
    invitation_batches.check_file(_book(looked_at), actor=clerk)


def _stranger(name, serial) -> tuple:
    return (name, "", names.id_number(serial, born=date(1991, 5, serial % 27 + 1)), names.mobile(serial))


def _book(rows) -> bytes:
    target = io.BytesIO()
    spreadsheets.write_book(target, [("人员名单", HEAD, rows)])
    return target.getvalue()


def _answer(cast, clerk) -> None:
    """One said yes, one no, one was taken back, and one let the time pass."""
    sent = {one.name: one for one in Invitation.objects.filter(state=InvitationState.SENT)}
    invitations.accept(sent["朱桂花"], actor=cast.called("朱桂花"))
    invitations.decline(sent["麦家明"], actor=cast.called("麦家明"))
    invitations.withdraw(sent["农建平"], actor=clerk)
    past.backdate(Invitation.objects.filter(pk=sent["罗永富"].pk), 33)


def _corrections(cast) -> None:
    """One for every end: waiting long and shortly, sent back, agreed, turned down, and one just begun."""
    clerk = cast.actors["office_clerk"]
    past.age(_submitted(cast.called("赖春霞"), "赖椿霞"), 4)
    _submitted(cast.called("邓凯文"), "", number=names.id_number(947, born=date(1993, 12, 21)))
    for person, name, move, opinion, days in (
        (cast.called("卢俊峰"), "卢俊锋", "approve", "材料齐全，同意更正。", 15),
        (cast.called("何夏荷"), "何夏禾", "reject", NOT_PROVEN, 10),
        (cast.called("凌志刚"), "凌志钢", "return", UNSEALED, 2),
    ):
        past.age(
            corrections.perform(_submitted(person, name), move, actor=clerk, data={"opinion": opinion}), days
        )
    second = cast.actors["second_applicant"]
    corrections.open_request(_wanted(second, "韦椿兰"), actor=second)


def _submitted(person: Actor, name, *, number=""):
    correction = corrections.open_request(_wanted(person, name, number), actor=person)
    for serial, spec in enumerate(correction_files.SPECS):
        scan = io.BytesIO(pictures.scan("CORRECTION", serial))
        correction_files.add_file(correction, spec, scan, name=f"{spec.code}.jpg", actor=person)
    return corrections.perform(correction, "submit", actor=person)


def _wanted(person: Actor, name, number="") -> dict:
    return {
        "name": name or person.user.name,
        "document_kind": DocumentKind.RESIDENT_ID,
        "nationality": "",
        "id_number": number or person.user.id_number,
        "reason": MISTYPED if name else "注册时身份证号输错两位，申请更正。",
    }
