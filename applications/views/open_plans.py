"""申报计划 and 评审委员会 for everybody, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applications.open_plans import committee_board, plan_board


@login_not_required
@require_safe
def open_plan_list(request):
    """The plans that are open, open soon, or have closed."""
    return board_page(request, plan_board(request.GET), "applications/open_plan_list.html")


@login_not_required
@require_safe
def open_committee_list(request):
    """The committees and until when they are filed."""
    return board_page(request, committee_board(request.GET), "applications/open_committee_list.html")


def board_page(request, board, template):
    """One public list as the address asks for it."""
    context = {
        "board": board,
        "page": board.page,
        "filter_form": board.filter,
        "chips": board.filter.chips(request.GET),
    }
    return render(request, template, context, status=422 if board.filter.errors else 200)
