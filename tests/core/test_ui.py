"""The tags of core.templatetags.ui and our crispy templates, rendered without a database."""

from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from core.badges import Badge


def render(source, **context):
    return Template(source).render(Context(context))


class PersonForm(forms.Form):
    email = forms.EmailField(label="E-Mail", help_text="用来登录 <b>")
    id_number = forms.CharField(label="身份证号", error_messages={"required": "请输入身份证号"})
    sex = forms.ChoiceField(label="性别", choices=[("m", "男"), ("f", "女")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="同意", error_messages={"required": "请先阅读并同意承诺"})
    key = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        self.add_error(None, "两处内容对不上")


def test_status_shows_colour_icon_and_word():
    html = render("{% status it %}", it=SimpleNamespace(status_badge=Badge("back", "待完善（已退回）")))
    assert 'class="st st-back"' in html
    assert "bi-arrow-return-left" in html
    assert "待完善（已退回）" in html


@pytest.mark.parametrize(
    ("size", "words"),
    [(None, ""), (1, "1 KB"), (421_888, "412 KB"), (3_355_443, "3.2 MB"), (20 * 1024 * 1024, "20 MB")],
)
def test_sizes_are_read_as_people_do(size, words):
    assert render("{{ size|filesize_zh }}", size=size) == words


def test_masked_stars_the_middle_and_leaves_nothing_of_nothing():
    assert render('{{ v|masked:"mobile" }}', v="13800001234").endswith("1234")
    assert "0000" not in render('{{ v|masked:"mobile" }}', v="13800001234")
    assert render('{{ v|masked:"mobile" }}', v=None) == ""


def test_icon_escapes_its_name():
    assert "<script" not in render("{% icon name %}", name='"><script>')


def steps():
    names = [("个人申报", "done", "11-16"), ("单位审核", "now", ""), ("批准", "todo", "")]
    return [SimpleNamespace(label=label, state=state, small=small) for label, state, small in names]


def test_step_bar_marks_exactly_the_current_step():
    html = render("{% step_bar steps %}", steps=steps())
    assert html.count('aria-current="step"') == 1
    assert html.index("个人申报") < html.index('aria-current="step"') < html.index("单位审核")
    assert html.count("已完成") == 1


def test_clock_leaves_out_what_is_unknown():
    bare = render('{% clock who="阳光中学" %}')
    assert "阳光中学" in bare
    assert not any(word in bare for word in ("已用", "承诺", "排在", "平均", "<rect", "None", "0"))
    unknown = render('{% clock who="x" used=0 promised=5 place="" average="" %}')
    assert not any(word in unknown for word in ("排在", "平均"))
    full = render('{% clock who="x" used=0 promised=5 place=12 average=2.6 %}')
    assert all(word in full for word in ("已用 0", "承诺 5 个工作日", "12", "2.6", 'width="0"'))


def test_clock_of_an_overdue_file_stays_inside_its_bar():
    assert 'width="100"' in render('{% clock who="x" used=9 promised=5 %}')


def test_pager_keeps_the_other_parameters():
    page = SimpleNamespace(next_cursor="n1", prev_cursor="", total_estimate=12_000)
    html = render("{% pager page %}", page=page, request=RequestFactory().get("/q/?state=x&cursor=old"))
    assert "?state=x&amp;cursor=n1" in html
    assert "上一页" not in html
    assert "约 12,000 件" in html


def test_error_summary_links_each_sentence_to_its_control():
    html = render("{% error_summary form %}", form=PersonForm({}))
    assert "有 6 处需要修改" in html
    assert '<a href="#id_id_number">请输入身份证号</a>' in html.replace("身份证号：请", "请")
    assert 'href="#id_sex"' in html
    assert 'href="#id_key"' not in html
    assert "两处内容对不上" in html
    assert 'role="alert"' in html


def test_summary_names_the_field_where_the_sentence_does_not():
    html = render("{% error_summary form %}", form=PersonForm({}))
    assert "E-Mail：" in html
    assert "身份证号：请输入身份证号" not in html


def test_no_summary_before_anything_was_sent():
    assert render("{% error_summary form %}", form=PersonForm()).strip() == ""
    assert render("{% error_title %}", form=PersonForm()) == ""


def test_title_counts_the_errors_of_the_form():
    assert render("{% error_title %}", form=PersonForm({})) == "有 6 处需要修改："


def crispy(form):
    return render("{% load crispy_forms_filters %}{{ form|crispy }}", form=form)


def test_hint_and_reason_stand_above_the_control_and_describe_it():
    html = crispy(PersonForm({}))
    hint, why = html.index('id="id_email_helptext"'), html.index('id="id_email_error"')
    control = html.index('id="id_email"')
    assert html.index('for="id_email"') < hint < why < control
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'aria-invalid="true"' in html


def test_hint_is_escaped():
    assert "用来登录 &lt;b&gt;" in crispy(PersonForm())


def test_group_of_choices_is_a_fieldset_with_its_legend():
    html = crispy(PersonForm())
    assert "<legend" in html
    assert html.index("<fieldset") < html.index("性别") < html.index('type="radio"')
    assert html.count('type="radio"') == 2


def test_required_is_marked_by_class_and_attribute():
    html = crispy(PersonForm())
    assert 'class="form-label req"' in html
    assert " required" in html
