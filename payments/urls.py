"""Addresses of 费用管理."""

from django.urls import path

from payments import views

app_name = "payments"
urlpatterns = [
    path("", views.order_list, name="order_list"),
    path("<uuid:public_id>/", views.order_detail, name="order_detail"),
]
