"""用户管理: creating accounts, attaching known ones, roles and single rights, and leaving."""

from django import forms

from accounts.acts import Act
from accounts.enums import Role
from accounts.models import TitleOffice, User
from accounts.services.permissions import Grants
from core.validators import check_mobile

ADMIN_LABEL = "职改办管理员"


class RightsForm(forms.Form):
    """☑职改办管理员 and single rights; only what `grants` allows can be ticked."""

    is_admin = forms.BooleanField(
        label=ADMIN_LABEL,
        required=False,
        help_text="勾选后可以管理组织机构和用户，并办理需要管理员批准的事项；不勾选就是工作人员",
    )
    extra_acts = forms.MultipleChoiceField(
        label="单独授予的权限",
        required=False,
        help_text="给工作人员在日常业务之外单独增加的权限，管理员已经全部具有",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "您只能授予自己也有的权限，请重新勾选"},
    )

    def __init__(self, *args, grants: Grants, has=(), **kwargs):
        super().__init__(*args, **kwargs)
        if Role.ADMIN not in grants.roles:
            del self.fields["is_admin"]
        offered = [act for act in Act.values if act in grants.acts or act in has]
        self.fields["extra_acts"].choices = [(act, Act(act).label) for act in offered]
        if not offered:
            del self.fields["extra_acts"]

    def rights(self) -> dict:
        """Role and single rights as the services take them."""
        is_admin = self.cleaned_data.get("is_admin", False)
        extra = [] if is_admin else self.cleaned_data.get("extra_acts", [])
        return {"role": Role.ADMIN if is_admin else Role.CLERK, "extra_acts": extra}


class ChangeRightsForm(RightsForm):
    """The same for somebody who serves already; `version` is the one the page was shown with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class OfficeField(forms.ModelChoiceField):
    """One of the offices whose users the person manages."""

    def __init__(self, **kwargs):
        super().__init__(
            TitleOffice.objects.none(),
            label="职改办",
            to_field_name="public_id",
            empty_label=None,
            error_messages={"required": "请选择职改办", "invalid_choice": "请从列表里选择职改办"},
            **kwargs,
        )

    def to_python(self, value):
        try:
            return super().to_python(value)
        except forms.ValidationError:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice"
            ) from None


class NewUserForm(RightsForm):
    """新增: an account of one's own office, or of one directly below."""

    field_order = ("office", "name", "staff_name", "mobile", "email", "is_admin", "extra_acts")

    office = OfficeField()
    name = forms.CharField(
        label="姓名",
        max_length=50,
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "off"}),
        error_messages={"required": "请填写姓名"},
    )
    staff_name = forms.CharField(
        label="账户名",
        max_length=30,
        help_text="3 至 30 位小写字母、数字和连字符“-”，用来登录，例如 qz-weiguoqiang",
        widget=forms.TextInput(attrs={"class": "w-line", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "请填写账户名"},
    )
    mobile = forms.CharField(
        label="手机号",
        max_length=20,
        required=False,
        help_text="用来接收通知和找回密码",
        widget=forms.TextInput(attrs={"class": "w-phone num", "type": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label="邮箱",
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"class": "w-line", "autocomplete": "off"}),
        error_messages={"invalid": "邮箱应像 name@example.cn 这样，请再核对一遍"},
    )

    def __init__(self, *args, offices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices
        self.fields["office"].label_from_instance = lambda office: office.short_name

    def clean_mobile(self):
        return check_mobile(self.cleaned_data["mobile"]) if self.cleaned_data["mobile"] else ""

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def account(self) -> dict:
        """Everything the service asks for but the office."""
        names = ("name", "staff_name", "mobile", "email")
        return {name: self.cleaned_data[name] for name in names if name in self.fields} | self.rights()


class AttachUserForm(NewUserForm):
    """An account that serves another office already is to serve this one as well."""

    mobile = None
    email = None


class DisableForm(forms.Form):
    """停用: why, and who takes over what lies on the desk."""

    note = forms.CharField(
        label="停用原因",
        max_length=200,
        widget=forms.TextInput(attrs={"class": "w-line"}),
        error_messages={"required": "请填写停用原因，例如“调离本单位”"},
    )
    successor = forms.ModelChoiceField(
        User.objects.none(),
        label="在办申报交接给",
        to_field_name="public_id",
        required=False,
        empty_label="请选择",
        error_messages={"invalid_choice": "请从列表里选择接手的同事", "required": "请选择接手的同事"},
    )

    def __init__(self, *args, colleagues, has_work, **kwargs):
        super().__init__(*args, **kwargs)
        if has_work:
            self.fields["successor"].queryset = colleagues
            self.fields["successor"].label_from_instance = lambda person: person.name
            self.fields["successor"].required = True
        else:
            del self.fields["successor"]


class UserFilter(forms.Form):
    """The filters of the list of users."""

    q = forms.CharField(label="姓名", required=False, max_length=50)
    office = OfficeField(required=False)
    role = forms.ChoiceField(
        label="身份",
        required=False,
        choices=[
            ("", "全部身份"),
            *((role.value, role.label) for role in (Role.CLERK, Role.ADMIN, Role.BOOTSTRAP)),
        ],
    )
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部状态"), ("on", "使用中"), ("off", "已停用")]
    )

    def __init__(self, data, *, offices):
        super().__init__(data)
        field = self.fields["office"]
        field.queryset, field.empty_label = offices, "全部职改办"
        field.label_from_instance = lambda office: office.short_name

    def apply(self, rows):
        """Narrow the list by what is filled in; what is not valid narrows nothing."""
        for name, value in self.filled().items():
            rows = FILTERS[name](rows, value)
        return rows

    def filled(self) -> dict:
        """The valid, non-empty filters."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def chips(self, params) -> list[tuple[str, str]]:
        """(words, address without it) of every filter that is on."""
        chips = []
        for name, value in self.filled().items():
            rest = params.copy()
            for gone in (name, "cursor"):
                rest.pop(gone, None)
            labels = dict(self.fields[name].choices) if name in ("role", "state") else {}
            chips.append((f"{self.fields[name].label}：{labels.get(value, value)}", f"?{rest.urlencode()}"))
        return chips


FILTERS = {
    "q": lambda rows, words: rows.filter(user__name__icontains=words.strip()),
    "office": lambda rows, office: rows.filter(office=office),
    "role": lambda rows, role: rows.filter(role=role),
    "state": lambda rows, state: rows.filter(disabled_at__isnull=state == "on"),
}
