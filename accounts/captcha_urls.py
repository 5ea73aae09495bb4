"""Addresses of the picture code, under the names django-simple-captcha looks them up by."""

from django.urls import path

from accounts import captcha

urlpatterns = [
    path("image/<slug:key>/", captcha.picture, name="captcha-image"),
    path("audio/<slug:key>/", captcha.sound, name="captcha-audio"),
    path("refresh/", captcha.another, name="captcha-refresh"),
]
