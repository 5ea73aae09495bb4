"""What offices tell people in the demo: notices, an edited text, texts under way, and who signed in."""

import io

from django.test.utils import override_settings

from accounts.enums import Capacity, Door
from accounts.models import SignInRecord
from accounts.services import live_sessions, signin
from accounts.services.signin import WrongCredentials
from admin_portal import audience
from core import context
from gxzc.demo import past, pictures
from gxzc.local.demo_accounts import DEMO_ACCOUNTS
from messaging import editing, services
from messaging.channels.base import OutgoingText, Undeliverable
from messaging.enums import Channel
from messaging.models import Delivery, MessageTemplate, OfficeNotice
from messaging.notices import drafts, receipts, sending
from messaging.notices.road import WORKFLOW

SEASON = (
    "<p>各有关单位：</p><p>2026 年第四季度职称认定申报于 11 月 30 日截止。请登录平台，"
    "尽快审核本单位人员提交的申报，逾期未推荐的转入下一季度办理。</p><p>联系电话：0777-2838125。</p>"
)
SAMPLE = (
    "<p>为方便各单位核对材料，现将职称认定材料样张发给大家，请对照附件检查扫描件是否清晰、公章是否完整。</p>"
)
WRONG_DATE = "<p>定于 12 月 2 日召开职称工作培训会，请各单位派一名工作人员参加。</p>"
DRAFT = "<p>根据自治区统一安排，2027 年职称评审申报计划正在制定，请各单位报送本单位的申报人数。</p>"
REGIONAL = (
    "<p>各市、县职改办和各单位：自 2026 年 12 月 1 日起，电子证书可在平台直接查询和核验，请做好宣传解释。</p>"
)
EDITED = "{employer}的账户已开通，欢迎使用。请先在“账户管理”里开设工作人员账户，再请本单位人员登记所在单位。"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"
WECHAT = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605.1 Mobile MicroMessenger/8.0"


class ClosedNumber:
    """A provider that finds every number out of service."""

    def send(self, text: OutgoingText) -> str:
        """Refuse for good."""
        raise Undeliverable("isv.MOBILE_NUMBER_ILLEGAL")


def play(cast) -> None:
    """Tell everybody."""
    _notices(cast)
    _text(cast.actors["regional_admin"])
    _deliveries()
    _sign_ins(cast)


def _notices(cast) -> None:
    admin = cast.actors["office_admin"]
    units, people = {"group": "employers", "below": True}, {"group": "people", "state": audience.UNFINISHED}
    _draft("关于报送 2027 年职称评审申报人数的通知", DRAFT, units, admin)
    season = _publish(_draft("关于做好第四季度职称认定审核推荐工作的通知", SEASON, units, admin), admin, 6)
    for key in ("employer_owner", "employer_clerk"):
        receipts.note_read(cast.actors[key].user, season.public_id)
    sample = _draft("职称认定材料样张", SAMPLE, people, admin)
    scan = io.BytesIO(pictures.scan("SAMPLE PAGE", 0))
    drafts.attachments.add(sample, scan, name="材料样张.jpg", actor=admin)
    _publish(sample, admin, 2)
    _read_by_some(sample)
    wrong = _publish(_draft("职称工作培训会通知", WRONG_DATE, units, admin), admin, 9)
    WORKFLOW.perform(wrong, "withdraw", actor=admin, data={"opinion": "会议时间有调整，另行通知。"})
    regional = cast.actors["regional_admin"]
    _publish(_draft("关于启用电子证书查询核验的通知", REGIONAL, units, regional), regional, 1)


def _draft(title, body, conditions, actor) -> OfficeNotice:
    words = {
        "title": title,
        "body": body,
        "audience": conditions,
        "audience_words": audience.in_words(actor.office, conditions),
    }
    return drafts.create(words, actor=actor)


def _publish(notice, actor, days) -> OfficeNotice:
    """Send it here and now; the worker that is asked as well finds nothing left to do."""
    WORKFLOW.perform(notice, "publish", actor=actor)
    sending.send(notice.public_id)
    past.backdate(OfficeNotice.objects.filter(pk=notice.pk), days)
    past.backdate(notice.moves.all(), days)
    notice.refresh_from_db()
    return notice


def _read_by_some(notice) -> None:
    """Every third person has opened it."""
    for recipient in notice.recipients.select_related("user").order_by("pk")[::3]:
        receipts.note_read(recipient.user, notice.public_id)


def _text(admin) -> None:
    """The region has put one text into words of its own."""
    template = MessageTemplate.objects.get(code="employer_approved", channel=Channel.INBOX)
    editing.save(
        template,
        subject=template.subject,
        body=EDITED,
        provider_code="",
        expected_version=template.version,
        actor=admin,
    )


def _deliveries() -> None:
    """Some texts have gone, two met a closed number, and a code came too late to be sent."""
    texts = list(Delivery.objects.filter(is_secret=False, channel=Channel.SMS).order_by("-pk")[:10])
    with override_settings(SMS_CHANNEL="gxzc.demo.bulletins.ClosedNumber"):
        for delivery in texts[:2]:
            services.deliver(delivery.public_id)
    for delivery in texts[2:]:
        services.deliver(delivery.public_id)
    late = services.send_code("19900778888", "482913", "登录")
    past.backdate(Delivery.objects.filter(pk=late.pk), 1)
    services.deliver(late.public_id)


def _sign_ins(cast) -> None:
    """The first person signed in at the office computer and by telephone, and somebody tried in vain."""
    known = next(account for account in DEMO_ACCOUNTS if account.key == "applicant")
    user = cast.actors["applicant"].user
    _sign_in(known.account, known.password, WECHAT, "116.252.36.18")
    past.backdate(SignInRecord.objects.filter(user=user), 3)
    telephone = _open(user, "微信 · iPhone", "116.252.36.*")
    live_sessions.closed(telephone, live_sessions.SIGNED_OUT)
    _sign_in(known.account, known.password, CHROME, "171.36.8.77")
    _sign_in(known.account, "Mulan-2025", CHROME, "222.217.61.4")
    _open(user, "Chrome · Windows", "171.36.8.*")


def _sign_in(account, password, agent, address) -> None:
    token = context.current.set(context.RequestContext(ip=address, agent=agent))
    try:
        signin.authenticate(account=account, password=password, door=Door.INDIVIDUAL, address=address)
    except WrongCredentials:
        pass
    finally:
        context.current.reset(token)


def _open(user, device, place) -> str:
    key = f"demo-{device.encode().hex()[:24]}"
    live_sessions.opened(user, session_key=key, capacity=Capacity.APPLICANT, device=device, place=place)
    return key
