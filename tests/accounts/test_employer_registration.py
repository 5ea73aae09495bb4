"""单位注册 through its page: errors at the fields, what is kept, what is taken, and who gets in then."""

import io

import pytest
from django.urls import reverse

from accounts.enums import CodePurpose, EmployerState, Role
from accounts.models import Employer, LoginIdentifier, User
from accounts.services.employer_files import licences_of
from catalogue.models import Region
from core.models import StoredFile
from core.validators import check_uscc
from messaging.models import Delivery, Message
from tests.factories.accounts import actor_for, make_employer, make_office, make_region, make_user, sign_in
from tests.factories.employers import PASSWORD, USCI, officers, place, typed

URL = "/accounts/employer/register/"
GOOD = (
    "91110000600037341L",
    "1245000000000TTT1M",
    "114500000000TTT02A",
    "91450100MA5TTTTT14",
    "92450103MA5KTTTT3G",
    "51450000MJN0TTTT0N",
    "N2450127MF0TTTTT00",
)
BAD = ("91110000600037342P", "91110000600037341M", "9111000060003734", "91110000600037341I", "")
FIELDS = (
    "name usci legal_person nature unit_level industry licence region address phone contact_name mobile "
    "account password password_again is_authorised"
).split()


@pytest.fixture
def office(texts, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_office()


@pytest.fixture
def send(client, office, give_code):
    """Post the form with a right SMS code, unless told otherwise."""

    def post(**changes):
        data = typed(office, **changes)
        if not data["sms_code"]:
            data["sms_code"] = give_code(CodePurpose.EMPLOYER_REGISTER, data["mobile"])
        return client.post(URL, data)

    return post


def errors(answer):
    return answer.context["form"].errors


def test_a_unit_registers_and_reads_what_comes_next(send, client, office):
    clerk, _ = officers(office)
    answer = send()
    assert (answer.status_code, answer.url) == (302, reverse("accounts:employer_registered"))
    page = client.get(answer.url).content.decode()
    assert "3 个工作日" in page
    assert office.short_name in page
    employer = Employer.objects.get(usci=USCI)
    assert (employer.state, employer.office, employer.version) == (EmployerState.PENDING, office, 1)
    owner = employer.memberships.get(role=Role.OWNER).user
    assert (owner, owner.document_kind, owner.check_password(PASSWORD)) == (employer.entered_by, "", True)
    assert set(owner.login_identifiers.values_list("kind", flat=True)) == {"staff_name", "mobile"}
    assert licences_of(employer).get().uploaded_by == owner
    assert Message.objects.filter(recipient=clerk.user, template_code="employer_arrived").exists()
    assert Delivery.objects.filter(template_code="employer_submitted", recipient=owner).exists()


def test_an_empty_form_says_what_is_missing_at_every_field(client, office):
    answer = client.post(URL, {})
    assert answer.status_code == 422
    assert set(FIELDS) <= set(errors(answer))
    page = answer.content.decode()
    assert "请填写单位名称" in page
    assert "有 " in page


@pytest.mark.parametrize("usci", GOOD)
def test_identifiers_of_every_kind_of_unit_are_taken(usci):
    assert check_uscc(f" {usci.lower()} ") == usci


@pytest.mark.parametrize("usci", BAD)
def test_wrong_identifiers_are_refused_at_the_field_and_the_rest_is_kept(send, usci):
    answer = send(usci=usci, address="钦州市人民路 77 号")
    assert (answer.status_code, list(errors(answer))) == (422, ["usci"])
    page = answer.content.decode()
    assert "钦州市人民路 77 号" in page
    assert PASSWORD not in page
    assert "请重新选择一次这个文件" in page


def test_a_unit_that_is_there_says_whom_to_ask(send, office):
    office.phone = "0777-2823000"
    office.save()
    known = make_employer("钦州市第三中学", office=office, usci=USCI)
    answer = send()
    sentence = errors(answer)["usci"][0]
    assert answer.status_code == 422
    assert known.name in sentence
    assert "0777-2823000" in sentence
    assert not User.objects.filter(name="韦春兰").exists()


def test_what_signs_in_another_account_is_refused_at_its_field(send):
    make_user(mobile="13900008888", email="taken@example.cn", staff_name="qz-sanzhong")
    answer = send(contact_email="taken@example.cn")
    assert set(errors(answer)) == {"account", "mobile", "contact_email"}
    assert Employer.objects.count() == 0


def test_a_picture_that_is_none_leaves_nothing_behind(send):
    upload = io.BytesIO(b"GIF89a no picture at all")
    upload.name = "执照.jpg"
    answer = send(licence=upload)
    assert (answer.status_code, list(errors(answer))) == (422, ["licence"])
    assert not any(model.objects.exists() for model in (Employer, LoginIdentifier, StoredFile))


def test_the_mobile_is_proven_once_for_the_session(send, client, office):
    wrong = send(sms_code="000000")
    assert list(errors(wrong)) == ["sms_code"]
    assert "账户名" in str(errors(send(account="X y")))
    kept = client.post(URL, typed(office))
    assert kept.status_code == 302


def test_weak_and_differing_passwords_are_told(send):
    assert "password" in errors(send(password="short", password_again="short"))
    assert list(errors(send(password_again=f"{PASSWORD}x"))) == ["password_again"]


def test_without_scripts_the_button_sends_a_code_and_keeps_what_was_typed(client, office, picture_code):
    data = {**typed(office), **picture_code(), "send_code": "1"}
    data.pop("licence")
    answer = client.post(URL, data)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "短信验证码已发出" in page
    assert "钦州市第三中学" in page
    assert PASSWORD not in page
    assert client.post(URL, {**data, "captcha_1": "0"}).status_code == 422


def test_the_office_is_that_of_the_region_when_none_is_named(send):
    city = make_region("450700", "钦州市")
    district = Region.objects.create(
        code="450702", name="钦南区", short_name="钦南", level="县级", parent=city
    )
    local = make_office("070001", region=city)
    answer = send(region=district.code, office_q="")
    assert answer.status_code == 302
    assert Employer.objects.get(usci=USCI).office == local


def test_a_keyword_that_means_several_offices_asks_for_the_full_name(send, office):
    make_office("080001")
    assert "请填写全称" in errors(send(office_q="职称改革"))["office_q"][0]
    assert "没有查到" in errors(send(office_q="火星"))["office_q"][0]


def test_the_superior_is_found_by_name(send, office):
    assert "没有查到这个主管单位" in errors(send(superior_name="钦州市教育局"))["superior_name"][0]
    bureau = make_employer("钦州市教育局", office=office)
    assert send(superior_name="钦州市教育局").status_code == 302
    assert Employer.objects.get(usci=USCI).superior == bureau


@pytest.mark.parametrize(
    ("state", "lands"),
    [("pending", 302), ("returned", 302), ("active", 302), ("disabled", 422), ("merged", 422)],
)
def test_who_gets_in_at_the_employers_door(send, sign_in_page, state, lands):
    send()
    employer = Employer.objects.get(usci=USCI)
    if state == "merged":
        Employer.objects.filter(pk=employer.pk).update(merged_into=make_employer(), state=state)
    else:
        place(employer, state)
    assert sign_in_page("qz-sanzhong", PASSWORD, tab="employer").status_code == lands


def test_the_page_after_registering_is_not_for_everybody(client, office):
    assert client.get(reverse("accounts:employer_registered")).url == URL


@pytest.mark.parametrize("page", ["accounts:entrance", "accounts:account_guide"])
def test_the_way_to_the_registration_is_shown(client, db, page):
    assert URL in client.get(reverse(page)).content.decode()


def test_the_sign_in_tab_and_the_choice_of_an_employer_lead_here(client, office):
    assert URL in client.get(reverse("accounts:sign_in") + "?tab=employer").content.decode()
    sign_in(client, actor_for(make_user()))
    answer = client.post(reverse("accounts:employer_choose"), {"q": "没有这个单位"})
    assert URL in answer.content.decode()
