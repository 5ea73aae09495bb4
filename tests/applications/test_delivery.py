"""领取证书 and 邮寄: who is offered what, what is kept of it, and what becomes of it on the road."""

import threading
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, models
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications import registry
from applications.enums import ApplicationState as S
from applications.enums import KindCode
from applications.registry import Target
from applications.services import delivery as services
from applications.services.cards import cards_of
from applications.services.drafts import change_office
from applications.services.transitions import perform
from catalogue.enums import LevelGroup
from certificates.enums import DeliveryMethod as M
from certificates.models import Delivery
from certificates.privacy import sheets
from certificates.services.deliver import NOWHERE, Parcel
from core.errors import Refused, Stale
from core.models import AuditEntry
from core.workflow import NotAllowed
from messaging.models import Message
from payments.enums import OrderState
from payments.models import Order
from tests.factories.accounts import let_mail, make_office, sign_in
from tests.factories.applications import OPINION, PARCEL, World
from tests.promises.crowd import at_once

HOME = Parcel(**PARCEL)
FORM = PARCEL | {"method": "mailing", "phone": "139 0000 0077", "version": "0"}


@pytest.fixture
def mailed(world):
    """A draft at an office that mails."""
    let_mail(world.office)
    return world.draft()


def chosen(world, application, method=M.MAILING, parcel=HOME, version=0):
    return services.choose(application, method, parcel, actor=world.applicant, expected_version=version)


def page_of(application):
    return reverse("applications:application_delivery", args=[application.public_id])


def test_mailing_places_an_order_and_changing_from_it_closes_it(world, mailed):
    delivery = chosen(world, mailed)
    order = Order.objects.get()
    assert delivery.get_state_display() == "待支付邮费"
    assert (order.payer, order.amount, order.get_item_display()) == (
        world.applicant.user,
        Decimal("20.00"),
        "邮费",
    )
    let_mail(world.office, "35.00")
    moved = Parcel("黄秀芳", "440000", "深圳市福田区", "13900000077")
    again = chosen(world, mailed, parcel=moved, version=1)
    assert (again.version, again.address, Order.objects.get().amount) == (2, "深圳市福田区", Decimal("20.00"))
    back = chosen(world, mailed, M.PICKUP, NOWHERE, version=2)
    assert (back.get_state_display(), back.recipient, back.address, back.region) == ("待现场领取", "", "", "")
    order.refresh_from_db()
    assert order.state == OrderState.CLOSED
    chosen(world, mailed, version=3)
    assert Order.objects.unpaid().get().amount == Decimal("35.00")
    assert chosen(world, mailed, M.DOWNLOAD, NOWHERE, version=4).get_state_display() == "待下载"
    assert not Order.objects.unpaid().exists()


def test_the_same_again_changes_nothing_and_an_old_page_overwrites_nothing(world, mailed):
    first = chosen(world, mailed)
    entries = AuditEntry.objects.count()
    assert chosen(world, mailed).version == first.version
    assert AuditEntry.objects.count() == entries
    with pytest.raises(Stale):
        chosen(world, mailed, M.PICKUP, NOWHERE)
    assert Delivery.objects.get().method == M.MAILING


def test_the_address_is_sealed_and_handed_out_to_its_person(world, mailed):
    chosen(world, mailed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT recipient, address, phone, postcode FROM certificates_delivery")
        stored = cursor.fetchone()
    (*_, told) = [sheet for sheet in sheets(world.applicant.user) if sheet.title == "证书领取"]
    assert told.rows == [
        (
            "邮寄证书",
            "待支付邮费",
            world.office.name,
            HOME.recipient,
            "广东省",
            HOME.address,
            HOME.phone,
            HOME.postcode,
        )
    ]
    assert not [text for text in stored if text in (HOME.recipient, HOME.address, HOME.phone, HOME.postcode)]


@pytest.mark.parametrize("kind", KindCode)
def test_each_kind_has_its_button_where_it_is_of_use(kind, world):
    """Decision B18."""
    application = world.placed(S.DRAFT)
    application.kind = kind
    always = kind == KindCode.EVALUATION
    button = services.offered(application, None)
    assert bool(button) == always
    let_mail(world.office)
    application.office = world.office
    assert services.offered(application, None).label == ("领取证书" if always else "邮寄")
    for state in (*S.refused, S.GIVEN_UP, S.DELETED):
        application.state = state
        assert services.offered(application, None) is None


def test_what_cannot_be_chosen_is_refused(world):
    draft = world.draft()
    with pytest.raises(Refused, match="没有开通证书邮寄"):
        chosen(world, draft)
    with pytest.raises(NotAllowed):
        services.choose(draft, M.PICKUP, NOWHERE, actor=world.officer, expected_version=0)
    perform(draft, "delete", actor=world.applicant)
    with pytest.raises(Refused, match="不用再选择"):
        chosen(world, draft, M.PICKUP, NOWHERE)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("state", "move", "who"),
    [
        (S.DRAFT, "delete", "applicant"),
        (S.EMPLOYER_REVIEW, "reject_by_employer", "clerk"),
        (S.OFFICE_REVIEW, "reject_by_office", "officer"),
    ],
)
def test_nothing_is_handed_over_or_paid_for_what_has_failed(state, move, who, world):
    let_mail(world.office)
    application = world.stored(state, world.applicant)
    chosen(world, application)
    perform(application, move, actor=getattr(world, who), data=OPINION)
    assert not Delivery.objects.exists()
    assert Order.objects.get().state == OrderState.CLOSED


def test_every_move_that_ends_an_application_drops_the_delivery():
    """By the declarations: whoever adds an end must think of it."""
    for kind in registry.kinds():
        for move in kind.workflow.transitions.values():
            if set(move.targets) & set(services.ENDED):
                assert services.drop in move.effects, (kind.code, move.name)


def test_another_office_takes_the_parcel_over_at_its_own_postage_or_not_at_all(world, mailed):
    chosen(world, mailed)
    other = let_mail(make_office("080001"), "12.00")

    def sent_to(office):
        mailed.refresh_from_db()
        change_office(
            mailed,
            actor=world.applicant,
            target=Target(LevelGroup.JUNIOR, office),
            expected_version=mailed.version,
        )

    sent_to(other)
    assert (Delivery.objects.get().office, Delivery.objects.get().address) == (other, HOME.address)
    assert Order.objects.unpaid().get().amount == Decimal("12.00")
    assert "邮费 12.00 元" in Message.objects.get().body
    sent_to(make_office("010001"))
    assert not Delivery.objects.exists()
    assert not Order.objects.unpaid().exists()
    assert "邮寄已取消" in Message.objects.latest("pk").body


def test_the_page_begins_with_what_the_platform_knows_and_keeps_what_is_chosen(world, client, mailed):
    sign_in(client, world.applicant)
    page = client.get(page_of(mailed)).content.decode()
    for text in (
        "1、证书邮寄使用邮政EMS服务，需要用户自行支付邮费。",
        "2、邮费支付方式：提交寄件信息后到【缴费管理】找到邮费相关订单支付即可。",
        world.applicant.user.name,
        world.applicant.user.mobile,
        "20.00",
    ):
        assert text in page
    answer = client.post(page_of(mailed), FORM, follow=True)
    shown = answer.content.decode()
    assert Order.objects.get().number in shown
    assert "待支付邮费" in shown
    assert "黄*芳" in shown
    assert "139****0077" in shown
    assert "体育西路" not in shown
    assert Delivery.objects.get().phone == "13900000077"
    let_mail(world.office, "35.00")
    again = client.get(page_of(mailed))
    assert "体育西路" in again.content.decode()
    assert again.context["postage"] == Decimal("20.00")


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"recipient": " "}, "recipient", "请填写收件人"),
        ({"region": ""}, "region", "请选择省市区"),
        ({"region": "999999"}, "region", "请从列表里选择省市区"),
        ({"address": ""}, "address", "请填写详细地址"),
        ({"phone": "12"}, "phone", "11 位手机号"),
        ({"postcode": "51062"}, "postcode", "6 位数字"),
        ({"method": ""}, "method", "请选择领取方式"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(
    world, client, mailed, typed, field, sentence
):
    sign_in(client, world.applicant)
    answer = client.post(page_of(mailed), FORM | {"recipient": "梁小燕"} | typed)
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors[field])
    assert "天河区" in answer.content.decode() or field == "address"
    assert not Delivery.objects.exists()


def test_a_lost_update_is_shown_and_no_address_is_asked_of_who_comes(world, client, mailed):
    sign_in(client, world.applicant)
    assert (
        client.post(page_of(mailed), {"method": "pickup", "phone": "12", "version": "0"}).status_code == 302
    )
    answer = client.post(page_of(mailed), FORM)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "您这个窗口" in page
    assert "现场领取" in page
    assert Delivery.objects.get().method == M.PICKUP
    assert client.post(page_of(mailed), FORM | {"version": "1"}).status_code == 302


def test_an_office_that_stops_mailing_leaves_nobody_without_a_word(world, client, mailed):
    chosen(world, mailed)
    world.office.mailing_enabled = False
    world.office.save()
    sign_in(client, world.applicant)
    page = client.get(page_of(mailed)).content.decode()
    assert "已经停办证书邮寄" in page
    assert 'value="mailing"' not in page
    assert client.post(page_of(mailed), FORM | {"version": "1"}).status_code == 422
    cards = client.get(reverse("applications:application_list") + "?kind=recognition").content.decode()
    assert "已经停办证书邮寄" in cards


def test_another_persons_page_is_not_found_and_an_ended_one_leads_away(world, client, mailed):
    sign_in(client, world.another_applicant())
    assert client.get(page_of(mailed)).status_code == 404
    assert client.post(page_of(mailed), FORM).status_code == 404
    sign_in(client, world.applicant)
    perform(mailed, "delete", actor=world.applicant)
    assert client.post(page_of(mailed), FORM).status_code == 302
    assert not Delivery.objects.exists()


def test_cards_ask_once_for_all_deliveries(world):
    let_mail(world.office)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            cards = cards_of(world.applicant)
            assert all(card.delivery and card.collect_button for card in cards)
        return len(captured)

    chosen(world, world.draft())
    first = cost()
    other = world.placed(S.DRAFT, world.applicant)
    other.kind = KindCode.RECONFIRMATION
    other.save()
    chosen(world, other)
    assert len(cards_of(world.applicant)) == 2
    assert cost() == first


@pytest.fixture
def committed(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world = World()
    let_mail(world.office)
    return world, world.draft()


def test_pressing_twice_at_once_makes_one_delivery_and_one_order(committed):
    world, draft = committed
    results = at_once(*([lambda: chosen(world, draft)] * 6))
    assert {result.pk for result in results} == {Delivery.objects.get().pk}
    assert Order.objects.count() == 1


def test_two_changes_at_once_lose_none(committed):
    world, draft = committed
    chosen(world, draft)
    results = at_once(
        lambda: chosen(world, draft, M.PICKUP, NOWHERE, 1),
        lambda: chosen(world, draft, M.DOWNLOAD, NOWHERE, 1),
    )
    assert [type(result) for result in results].count(Stale) == 1
    assert Delivery.objects.get().version == 2


def test_without_the_lock_both_races_are_lost(committed, monkeypatch):
    world, draft = committed
    both_judged = threading.Barrier(2)
    save = models.Model.save

    def save_after_both(self, *args, **kwargs):
        if isinstance(self, Delivery):
            both_judged.wait(30)
        return save(self, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_options: self.all())
    monkeypatch.setattr(models.Model, "save", save_after_both)
    results = at_once(*([lambda: chosen(world, draft)] * 2))
    assert [type(result) for result in results].count(IntegrityError) == 1
    results = at_once(
        lambda: chosen(world, draft, M.PICKUP, NOWHERE, 1),
        lambda: chosen(world, draft, M.DOWNLOAD, NOWHERE, 1),
    )
    assert not [result for result in results if isinstance(result, Exception)]
